'use client'

import { type ReactNode, use } from 'react'
import type { Action } from '../../lib/sca/words.ts'
import { FormContext } from './form-context.ts'

interface Props {
  readonly value: Action | 'not-me' | 'takeover' | 'set-language'
  readonly look?: 'primary' | 'secondary' | 'quiet'
  /** The id of its form, where it stands outside of it. */
  readonly form?: string | undefined
  readonly children: ReactNode
}

/** A named button of a form. While its press is worked on it says so; it keeps its focus. */
export function ActionButton({ value, look = 'primary', form, children }: Props) {
  const { working } = use(FormContext)
  return (
    <button
      type="submit"
      name="action"
      value={value}
      form={form}
      className={`button button-${look}`}
      aria-disabled={working !== null}
      data-working={working === value || undefined}
    >
      {children}
    </button>
  )
}
