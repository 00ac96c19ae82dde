import type { ScreenProps } from '../frame/screen-props.ts'
import { useStep } from '../frame/use-step.ts'
import { useTexts } from '../frame/use-texts.ts'
import { useWays } from '../frame/use-ways.ts'
import { ConfirmEmailTask } from './confirm-email.task.tsx'

/** The address is typed, not shown: a hint tells which one is meant. */
export function ConfirmEmail({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.confirm-email')
  const frame = useTexts('frame')
  const lead = { text: t('lead', { mask: '@' }), mask: view.emailMask, isNumber: false }
  return (
    <ConfirmEmailTask
      step={useStep({ view, language, icon: 'mail', title: t('title'), lead })}
      form={{ action, initial: form, workingText: frame('working') }}
      texts={{ email: t('email'), why: t('why', { platform: view.platformName }), submit: frame('continue') }}
      ways={useWays(view, { back: frame('back') })}
    />
  )
}
