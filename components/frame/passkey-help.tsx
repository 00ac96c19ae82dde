import { useTranslations } from 'next-intl'

interface Props {
  readonly supported: boolean
  readonly open: boolean
}

/** The ways on where this device has no passkey: the device that has it, or a phone beside this one. */
export function PasskeyHelp({ supported, open }: Props) {
  const t = useTranslations('frame.passkeyHelp')
  return (
    <details className="more" open={open || !supported}>
      <summary>{t('title')}</summary>
      <ul>
        <li>{t('otherDevice')}</li>
        <li>{t('phoneNearby')}</li>
        <li>{t('otherwise')}</li>
      </ul>
    </details>
  )
}
