import type { Contact, FrameView } from '../../lib/sca/view.ts'
import { useTexts } from '../frame/use-texts.ts'

interface Props {
  readonly contact: Contact
  readonly sandbox: FrameView['sandbox']
}

/** How a person reaches whoever can help: the company that asks, and those who run the pages, as far as they said. */
export function ContactWays({ contact, sandbox }: Props) {
  const t = useTexts('help')
  const known = contact.email !== null || contact.href !== null
  return (
    <>
      <p>{t('contactPlatform')}</p>
      {known ? <p>{t('contactOperator')}</p> : null}
      {known ? (
        <ul className="points">
          {contact.email === null ? null : (
            <li>
              <a href={`mailto:${contact.email}`}>
                {contact.email.slice(0, contact.email.lastIndexOf('@'))}
                <wbr />
                {contact.email.slice(contact.email.lastIndexOf('@'))}
              </a>
            </li>
          )}
          {contact.href === null ? null : (
            <li>
              <a href={contact.href} rel="noreferrer">
                {t('website')}
              </a>
            </li>
          )}
        </ul>
      ) : null}
      {!known && sandbox ? <p>{t('contactSandbox')}</p> : null}
    </>
  )
}
