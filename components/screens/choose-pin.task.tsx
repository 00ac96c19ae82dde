'use client'

import { AccountName } from '../fields/account-name.tsx'
import { ActionButton } from '../fields/action-button.tsx'
import { PinField } from '../fields/pin-field.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { Step } from '../frame/step.tsx'
import type { TaskProps } from '../frame/task-props.ts'
import { Ways } from '../frame/ways.tsx'

interface Props extends TaskProps<'pin' | 'hint' | 'pinConfirmation' | 'submit'> {
  readonly account: string
}

export function ChoosePinTask({ step, form, texts, account, ways }: Props) {
  return (
    <Step step={step}>
      <StepForm {...form}>
        <AccountName name={account} />
        <PinField name="pin" label={texts.pin} hint={texts.hint} use="new" />
        <PinField name="pinConfirmation" label={texts.pinConfirmation} use="new" />
        <div className="buttons">
          <ActionButton value="submit">{texts.submit}</ActionButton>
        </div>
        <Ways ways={ways} />
      </StepForm>
    </Step>
  )
}
