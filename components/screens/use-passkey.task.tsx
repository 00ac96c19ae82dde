'use client'

import type { ComponentProps } from 'react'
import { PasskeyForm } from '../fields/passkey-form.tsx'
import { SubmitOrSkip } from '../fields/submit-or-skip.tsx'
import { PasskeyHelp, type PasskeyHelpProps } from '../frame/passkey-help.tsx'
import { Step } from '../frame/step.tsx'
import type { TaskProps } from '../frame/task-props.ts'
import { Ways } from '../frame/ways.tsx'

interface Props extends TaskProps<'submit' | 'noScript'> {
  readonly notice: string | null
  readonly options: ComponentProps<typeof PasskeyForm>['options']
  /** The text of the button for another way; null: there is none. */
  readonly skip: string | null
  readonly help: PasskeyHelpProps
}

export function UsePasskeyTask({ step, form, texts, notice, options, skip, help, ways }: Props) {
  return (
    <Step step={step}>
      {notice === null ? null : <p className="notice">{notice}</p>}
      <PasskeyForm {...form} ceremony="use" options={options}>
        <SubmitOrSkip submit={texts.submit} skip={skip} />
        <noscript>
          <p className="notice">{texts.noScript}</p>
        </noscript>
        <PasskeyHelp {...help} />
        <Ways ways={ways} />
      </PasskeyForm>
    </Step>
  )
}
