import type { ScreenProps } from '../frame/screen-props.ts'
import { useInAppNotice } from '../frame/use-in-app-notice.ts'
import { useStep } from '../frame/use-step.ts'
import { useTexts } from '../frame/use-texts.ts'
import { WelcomeTask } from './welcome.task.tsx'

const parts = ['email', 'passkey', 'pin', 'phone'] as const

/** Who asks for what, what will come and how long it may take. Nothing has happened before Continue. */
export function Welcome({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.welcome')
  const frame = useTexts('frame')
  const { purpose } = view.subject
  const purposeText = useTexts(`purposes.${purpose}`)
  const enrols = view.firstEnrolment
  const icon = purpose === 'payment' ? 'money' : purpose === 'payee' ? 'person' : 'shield'
  const lead = purposeText('lead', { platform: view.platformName })
  return (
    <WelcomeTask
      step={useStep({ view, language, icon, title: purposeText('title'), lead })}
      form={{ action, initial: form, workingText: frame('working') }}
      texts={{
        why: enrols ? (purpose === 'enrolment' ? t('enrol') : t('enrolFirst')) : t('proof'),
        time: t('time', { minutes: Math.max(1, Math.ceil((view.expiresAt - view.now) / 60_000)) }),
        start: purposeText('start'),
        cancel: purposeText('cancel'),
        notMeHint: t('notMeHint'),
        notMe: t('notMe'),
      }}
      coming={enrols ? parts.map((part) => t(`coming.${part}`)) : null}
      notice={useInAppNotice(view, 'welcome')}
    />
  )
}
