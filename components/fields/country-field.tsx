'use client'

import { type ReactNode, use } from 'react'
import { FormContext } from './form-context.ts'

interface Props {
  readonly label: string
  readonly start: string
  /** The options, already named and in order. */
  readonly children: ReactNode
}

/** The country of a phone number: a native list, so that typing a name finds it. */
export function CountryField({ label, start, children }: Props) {
  const { state } = use(FormContext)
  return (
    <div className="field">
      <label htmlFor="country">{label}</label>
      <select
        id="country"
        name="country"
        autoComplete="tel-country-code"
        defaultValue={state.values['country'] ?? start}
      >
        {children}
      </select>
    </div>
  )
}
