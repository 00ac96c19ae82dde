'use client'

import { AccountName } from '../fields/account-name.tsx'
import { ActionButton } from '../fields/action-button.tsx'
import { CodeField } from '../fields/code-field.tsx'
import { PinField } from '../fields/pin-field.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { CodeId } from '../frame/code-id.tsx'
import { Resend, type ResendProps } from '../frame/resend.tsx'
import { Step } from '../frame/step.tsx'
import type { TaskProps } from '../frame/task-props.ts'
import { Wall, type WallProps } from '../frame/wall.tsx'
import { Ways } from '../frame/ways.tsx'

interface Props extends TaskProps<'risk' | 'send' | 'pin' | 'code' | 'hint' | 'filled' | 'submit'> {
  /** No code can come any more. */
  readonly wall: WallProps | null
  /** The code that is out; null: it is to be sent first. */
  readonly sent: { readonly codeId: string; readonly account: string; readonly resend: ResendProps | null } | null
}

export function ConfirmIdentityTask({ step, form, texts, wall, sent, ways }: Props) {
  return (
    <Step step={step}>
      <StepForm {...form}>
        {wall ? (
          <Wall {...wall} />
        ) : sent === null ? (
          <>
            <p className="hint">{texts.risk}</p>
            <div className="buttons">
              <ActionButton value="send">{texts.send}</ActionButton>
            </div>
          </>
        ) : (
          <>
            <CodeId id={sent.codeId} />
            <AccountName name={sent.account} />
            <PinField name="pin" label={texts.pin} use="current" />
            <CodeField label={texts.code} hint={texts.hint} filledText={texts.filled} />
            <div className="buttons">
              <ActionButton value="submit">{texts.submit}</ActionButton>
            </div>
            <Resend resend={sent.resend} />
          </>
        )}
        <Ways ways={ways} />
      </StepForm>
    </Step>
  )
}
