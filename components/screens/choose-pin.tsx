import type { ScreenProps } from '../frame/screen-props.ts'
import { useStep } from '../frame/use-step.ts'
import { useTexts } from '../frame/use-texts.ts'
import { useWays } from '../frame/use-ways.ts'
import { ChoosePinTask } from './choose-pin.task.tsx'

/** A new PIN, typed twice on one page. */
export function ChoosePin({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.choose-pin')
  const frame = useTexts('frame')
  const replacing = view.replacing === 'pin'
  const title = replacing ? t('titleReplacing') : t('title')
  const lead = replacing ? t('leadReplacing') : t('lead')
  return (
    <ChoosePinTask
      step={useStep({ view, language, icon: 'lock', title, lead })}
      form={{ action, initial: form, workingText: frame('working') }}
      texts={{ pin: t('pin'), hint: t('hint'), pinConfirmation: t('pinConfirmation'), submit: frame('continue') }}
      account={view.emailMask}
      ways={useWays(view, { back: frame('back') })}
    />
  )
}
