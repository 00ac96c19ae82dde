import type { ScreenProps } from '../frame/screen-props.ts'
import { useInAppNotice } from '../frame/use-in-app-notice.ts'
import { useStep } from '../frame/use-step.ts'
import { useTexts } from '../frame/use-texts.ts'
import { useWays } from '../frame/use-ways.ts'
import { CreatePasskeyTask } from './create-passkey.task.tsx'

/** Making a passkey: during a first enrolment, or offered after a proof. */
export function CreatePasskey({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.create-passkey')
  const frame = useTexts('frame')
  const title = view.offered ? t('titleOffered') : t('title')
  const lead = view.offered ? t('leadOffered') : t('lead')
  const optional = view.actions.includes('skip')
  return (
    <CreatePasskeyTask
      step={useStep({ view, language, icon: 'passkey-picture', title, lead })}
      form={{ action, initial: form, workingText: t('working') }}
      texts={{ submit: t('submit'), noScript: optional ? t('noScriptSkip') : t('noScript') }}
      points={[t('device'), t('private'), t('phone')]}
      notice={useInAppNotice(view, 'link')}
      options={view.passkeyOptions}
      skip={optional ? (view.offered ? t('skipOffered') : t('skip')) : null}
      ways={useWays(view, { back: frame('back') })}
    />
  )
}
