'use client'

import type { ComponentProps } from 'react'
import { PasskeyForm } from '../fields/passkey-form.tsx'
import { SubmitOrSkip } from '../fields/submit-or-skip.tsx'
import { Step } from '../frame/step.tsx'
import type { TaskProps } from '../frame/task-props.ts'
import { Ways } from '../frame/ways.tsx'

interface Props extends TaskProps<'submit' | 'noScript'> {
  readonly points: readonly string[]
  readonly notice: string | null
  readonly options: ComponentProps<typeof PasskeyForm>['options']
  /** The text of the button that goes on without a passkey; null: there is none. */
  readonly skip: string | null
}

export function CreatePasskeyTask({ step, form, texts, points, notice, options, skip, ways }: Props) {
  return (
    <Step step={step}>
      <ul className="points">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      {notice === null ? null : <p className="notice">{notice}</p>}
      <PasskeyForm {...form} ceremony="create" options={options}>
        <SubmitOrSkip submit={texts.submit} skip={skip} />
        <noscript>
          <p className="notice">{texts.noScript}</p>
        </noscript>
        <Ways ways={ways} />
      </PasskeyForm>
    </Step>
  )
}
