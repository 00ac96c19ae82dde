import { ActionButton } from '../fields/action-button.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { TextField } from '../fields/text-field.tsx'
import { CountryChooser } from '../frame/country-chooser.tsx'
import { NoMoreCodes, outOfCodes } from '../frame/no-more-codes.tsx'
import type { ScreenProps } from '../frame/screen-props.ts'
import { StepFrame } from '../frame/step-frame.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { WaysOn } from '../frame/ways-on.tsx'

/** The mobile number for codes by SMS: the first one, a new one, or a spare beside a passkey. */
export function GivePhone({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.give-phone')
  const frame = useTexts('frame')
  const optional = view.actions.includes('skip')
  const kind = view.replacing === 'phone' ? 'replacing' : optional ? 'spare' : 'first'
  const { phone } = view
  const wall = outOfCodes(view) && !optional
  return (
    <StepFrame
      view={view}
      language={language}
      icon="phone"
      title={t('title', { kind })}
      lead={wall ? undefined : t('lead', { kind })}
    >
      <StepForm action={action} initial={form} workingText={frame('working')}>
        {wall ? (
          <NoMoreCodes view={view} />
        ) : (
          <>
            {phone === null ? null : <CountryChooser phone={phone} />}
            <TextField
              name="phone"
              label={t('phone')}
              start={phone?.national}
              type="tel"
              inputMode="tel"
              autoComplete="tel-national"
              dir="ltr"
            />
            <p className="hint">{t('private', { platform: view.platformName })}</p>
            <p className="hint">{frame('smsRisk')}</p>
            <div className="buttons">
              <ActionButton value="submit">{frame('continue')}</ActionButton>
              {optional ? (
                <ActionButton value="skip" look="secondary">
                  {view.offered ? t('skipOffered') : t('skip')}
                </ActionButton>
              ) : null}
            </div>
          </>
        )}
        <WaysOn view={view} declined={wall} texts={{ back: frame('back') }} />
      </StepForm>
    </StepFrame>
  )
}
