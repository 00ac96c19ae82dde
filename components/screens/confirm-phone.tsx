import type { ScreenProps } from '../frame/screen-props.ts'
import { useResend } from '../frame/use-resend.ts'
import { useStep } from '../frame/use-step.ts'
import { useTexts } from '../frame/use-texts.ts'
import { useWays } from '../frame/use-ways.ts'
import { EnterCodeTask } from './enter-code.task.tsx'

/** The code that proves the new number. */
export function ConfirmPhone({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.confirm-phone')
  const frame = useTexts('frame')
  const sent = { text: t('lead', { mask: '@' }), mask: view.phoneMask, isNumber: true }
  const lead = view.code === null ? undefined : sent
  return (
    <EnterCodeTask
      step={useStep({ view, language, icon: 'message', title: t('title'), lead })}
      form={{ action, initial: form, workingText: frame('working') }}
      texts={{ code: t('code'), hint: t('hint'), submit: frame('continue') }}
      filledText={frame('codeFilled')}
      codeId={view.code?.id ?? null}
      resend={useResend(view)}
      ways={useWays(view, { back: t('back') })}
    />
  )
}
