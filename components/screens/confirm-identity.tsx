import { AccountName } from '../fields/account-name.tsx'
import { ActionButton } from '../fields/action-button.tsx'
import { CodeField } from '../fields/code-field.tsx'
import { PinField } from '../fields/pin-field.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { CodeId } from '../frame/code-id.tsx'
import { NoMoreCodes, outOfCodes } from '../frame/no-more-codes.tsx'
import { Resend } from '../frame/resend.tsx'
import type { ScreenProps } from '../frame/screen-props.ts'
import { StepFrame } from '../frame/step-frame.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { WaysOn } from '../frame/ways-on.tsx'

/** PIN and code judged together: first the code is sent, then both are given in one form. */
export function ConfirmIdentity({ view, action, language, form }: ScreenProps) {
  const t = useTexts('steps.confirm-identity')
  const frame = useTexts('frame')
  const { purpose } = view.subject
  const { code, origins } = view
  const wall = outOfCodes(view)
  return (
    <StepFrame
      view={view}
      language={language}
      icon={code === null ? 'message' : 'lock'}
      title={t('title', { purpose })}
      lead={
        wall
          ? undefined
          : t.rich(code === null ? 'leadSend' : 'lead', {
              phone: origins.phone,
              mask: () => (
                <bdi className="mask" dir="ltr">
                  {view.phoneMask}
                </bdi>
              ),
            })
      }
    >
      <StepForm action={action} initial={form} workingText={frame('working')}>
        {wall ? <NoMoreCodes view={view} /> : null}
        {wall ? null : code === null ? (
          <>
            <p className="hint">{frame('smsRisk')}</p>
            <div className="buttons">
              <ActionButton value="send">{t('send')}</ActionButton>
            </div>
          </>
        ) : (
          <>
            <CodeId code={code} />
            <AccountName name={view.emailMask} />
            <PinField name="pin" label={t('pin', { pin: origins.pin })} use="current" />
            <CodeField label={t('code')} hint={t('hint')} filledText={frame('codeFilled')} />
            <div className="buttons">
              <ActionButton value="submit">{t('submit', { purpose })}</ActionButton>
            </div>
            <Resend view={view} />
          </>
        )}
        <WaysOn
          view={view}
          declined={wall}
          texts={{
            'use-passkey': t('use-passkey'),
            // Both end in another code.
            ...(wall
              ? {}
              : {
                  'replace-pin': t('replace-pin', { pin: origins.pin }),
                  'replace-phone': t('replace-phone', { phone: origins.phone }),
                }),
            back: frame('back'),
          }}
        />
      </StepForm>
    </StepFrame>
  )
}
