import { useLocale } from 'next-intl'
import { FootLinks } from '../frame/foot-links.tsx'
import { Icon } from '../frame/icon.tsx'
import { useFootLinks } from '../frame/use-foot-links.ts'
import { useTexts } from '../frame/use-texts.ts'

/** A fault of ours, as the server renders it: it needs no script to be read. In: the address of the page, to ask for it again. */
export function Fault({ address }: { address: string }) {
  const t = useTexts('fault')
  const locale = useLocale()
  return (
    <div className="page">
      <title>{t('title')}</title>
      <main data-step="fault" className="card">
        <div className="task">
          <div className="heading">
            <Icon name="stop" />
            <h1>{t('title')}</h1>
            <p className="lead">{t('text')}</p>
          </div>
          <p className="buttons">
            <a className="button button-primary" href={address}>
              {t('again')}
            </a>
          </p>
        </div>
      </main>
      <footer className="foot">
        <FootLinks {...useFootLinks({ locale, privacyHref: null })} />
      </footer>
    </div>
  )
}
