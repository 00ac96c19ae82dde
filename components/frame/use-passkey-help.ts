import type { PasskeyHelpProps } from './passkey-help.tsx'
import { useTexts } from './use-texts.ts'

/** In: whether the browser says that it can use passkeys. Out: what `PasskeyHelp` draws. */
export function usePasskeyHelp(supported: boolean): PasskeyHelpProps {
  const t = useTexts('frame.passkeyHelp')
  return { supported, title: t('title'), ways: [t('otherDevice'), t('phoneNearby'), t('otherwise')] }
}
