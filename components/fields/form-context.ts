'use client'

import { createContext } from 'react'
import type { FormState } from '../../lib/sca/view.ts'

/** What the fields and buttons of a form know of it. */
export interface FormContextValue {
  readonly state: FormState
  /** The value of the button that is being worked on; null: none is. */
  readonly working: string | null
  /** The id of the text that says why the last press was refused; null: it was not. */
  readonly problemId: string | null
}

export const FormContext = createContext<FormContextValue>({
  state: { refused: null, message: null, values: {}, turn: 0 },
  working: null,
  problemId: null,
})
