import type { ScreenProps } from '../frame/screen-props.ts'
import { useResend } from '../frame/use-resend.ts'
import { useStep } from '../frame/use-step.ts'
import { useTexts } from '../frame/use-texts.ts'
import { useWays } from '../frame/use-ways.ts'
import { EnterCodeTask } from './enter-code.task.tsx'

/** The code that proves the mailbox. */
export function EnterEmailCode({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.enter-email-code')
  const frame = useTexts('frame')
  const replacing = view.replacing ?? 'none'
  const sent = { text: t('lead', { replacing, mask: '@' }), mask: view.emailMask, isNumber: false }
  const lead = view.code === null ? undefined : sent
  return (
    <EnterCodeTask
      step={useStep({ view, language, icon: 'mailCode', title: t('title'), lead })}
      form={{ action, initial: form, workingText: frame('working') }}
      texts={{ code: t('code'), hint: t('hint'), submit: frame('continue') }}
      codeId={view.code?.id ?? null}
      resend={useResend(view)}
      ways={useWays(view, { back: view.replacing === null ? t('back') : frame('back') })}
    />
  )
}
