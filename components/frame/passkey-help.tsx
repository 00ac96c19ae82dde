import { WaysExplained } from '../fields/ways-explained.tsx'
import { useTexts } from './use-texts.ts'

interface Props {
  /** Whether the browser says that it can use passkeys. */
  readonly supported: boolean
}

/** The ways on where this device has no passkey: the device that has it, or a phone beside this one. */
export function PasskeyHelp({ supported }: Props) {
  const t = useTexts('frame.passkeyHelp')
  return (
    <WaysExplained title={t('title')} open={!supported}>
      <ul>
        <li>{t('otherDevice')}</li>
        <li>{t('phoneNearby')}</li>
        <li>{t('otherwise')}</li>
      </ul>
    </WaysExplained>
  )
}
