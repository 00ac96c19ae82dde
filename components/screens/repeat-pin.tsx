import type { ScreenProps } from '../frame/screen-props.ts'
import { useStep } from '../frame/use-step.ts'
import { useTexts } from '../frame/use-texts.ts'
import { useWays } from '../frame/use-ways.ts'
import { RepeatPinTask } from './repeat-pin.task.tsx'

/** The new PIN once more, as it will be asked for from now on. */
export function RepeatPin({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.repeat-pin')
  const frame = useTexts('frame')
  return (
    <RepeatPinTask
      step={useStep({ view, language, icon: 'lock', title: t('title'), lead: t('lead') })}
      form={{ action, initial: form, workingText: frame('working') }}
      texts={{ pin: t('pin'), submit: frame('continue') }}
      account={view.emailMask}
      ways={useWays(view, { back: t('back') })}
    />
  )
}
