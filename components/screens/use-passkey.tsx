import type { ScreenProps } from '../frame/screen-props.ts'
import { useInAppNotice } from '../frame/use-in-app-notice.ts'
import { usePasskeyHelp } from '../frame/use-passkey-help.ts'
import { useStep } from '../frame/use-step.ts'
import { useTexts } from '../frame/use-texts.ts'
import { useWays } from '../frame/use-ways.ts'
import { UsePasskeyTask } from './use-passkey.task.tsx'

/** The proof by passkey: two elements in one press. */
export function UsePasskey({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.use-passkey')
  const frame = useTexts('frame')
  const { purpose } = view.subject
  const lead = view.origins.passkey === 'staged' ? t('leadStaged') : t('lead')
  return (
    <UsePasskeyTask
      step={useStep({ view, language, icon: 'passkey-picture', title: t('title', { purpose }), lead })}
      form={{ action, initial: form, workingText: t('working') }}
      texts={{ submit: t('submit', { purpose }), noScript: frame('passkeyNoScript') }}
      notice={useInAppNotice(view, 'link')}
      options={view.passkeyOptions}
      skip={view.actions.includes('skip') ? t('skip') : null}
      help={usePasskeyHelp(view.passkeySupported)}
      ways={useWays(view, {
        back: frame('back'),
        'replace-pin': t('replace-pin'),
        'replace-phone': t('replace-phone'),
      })}
    />
  )
}
