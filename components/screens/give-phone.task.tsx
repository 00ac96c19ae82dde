'use client'

import type { ComponentProps } from 'react'
import { CountryField } from '../fields/country-field.tsx'
import { StepForm } from '../fields/step-form.tsx'
import { SubmitOrSkip } from '../fields/submit-or-skip.tsx'
import { TextField } from '../fields/text-field.tsx'
import { Step } from '../frame/step.tsx'
import type { TaskProps } from '../frame/task-props.ts'
import { Wall, type WallProps } from '../frame/wall.tsx'
import { Ways } from '../frame/ways.tsx'

interface Props extends TaskProps<'phone' | 'privacy' | 'risk' | 'submit'> {
  /** No code can come any more. */
  readonly wall: WallProps | null
  readonly countries: ComponentProps<typeof CountryField> | null
  /** What the field starts with. */
  readonly national: string | undefined
  /** The text of the button that goes on without a number; null: it is needed. */
  readonly skip: string | null
}

export function GivePhoneTask({ step, form, texts, wall, countries, national, skip, ways }: Props) {
  return (
    <Step step={step}>
      <StepForm {...form}>
        {wall ? (
          <Wall {...wall} />
        ) : (
          <>
            {countries && <CountryField {...countries} />}
            <TextField
              name="phone"
              label={texts.phone}
              start={national}
              type="tel"
              inputMode="tel"
              autoComplete="tel-national"
              dir="ltr"
            />
            <p className="hint">{texts.privacy}</p>
            <p className="hint">{texts.risk}</p>
            <SubmitOrSkip submit={texts.submit} skip={skip} />
          </>
        )}
        <Ways ways={ways} />
      </StepForm>
    </Step>
  )
}
