import type { ScreenProps } from '../frame/screen-props.ts'
import { useCountries } from '../frame/use-countries.ts'
import { useStep } from '../frame/use-step.ts'
import { useTexts } from '../frame/use-texts.ts'
import { outOfCodes, useWall } from '../frame/use-wall.ts'
import { useWays } from '../frame/use-ways.ts'
import { GivePhoneTask } from './give-phone.task.tsx'

/** The mobile number for codes by SMS: the first one, a new one, or a spare beside a passkey. */
export function GivePhone({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.give-phone')
  const frame = useTexts('frame')
  const optional = view.actions.includes('skip')
  const kind = view.replacing === 'phone' ? 'replacing' : optional ? 'spare' : 'first'
  const wall = useWall(view)
  const countries = useCountries(view.phone)
  const over = outOfCodes(view) && !optional
  const lead = over ? undefined : t('lead', { kind })
  return (
    <GivePhoneTask
      step={useStep({ view, language, icon: 'phone', title: t('title', { kind }), lead })}
      form={{ action, initial: form, workingText: frame('working') }}
      texts={{
        phone: t('phone'),
        privacy: t('private', { platform: view.platformName }),
        risk: frame('smsRisk'),
        submit: frame('continue'),
      }}
      wall={over ? wall : null}
      countries={countries}
      national={view.phone?.national}
      skip={optional ? (view.offered ? t('skipOffered') : t('skip')) : null}
      ways={useWays(view, { back: frame('back') }, over)}
    />
  )
}
