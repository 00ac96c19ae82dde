'use client'

import { type InputHTMLAttributes, type Ref, use } from 'react'
import { FormContext } from './form-context.ts'
import { type FieldName, refusedFields } from './refused-fields.ts'

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id' | 'defaultValue'> {
  readonly name: FieldName
  readonly label: string
  readonly hint?: string | undefined
  /** What the field starts with; what was typed before a refusal wins. */
  readonly start?: string | undefined
  /** PIN and code are never given back. */
  readonly forget?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

/** A labelled field, tied to its hint and to the text of a refusal that concerns it. */
export function TextField({ name, label, hint, start = '', forget = false, ...input }: Props) {
  const { state, problemId } = use(FormContext)
  const refused = refusedFields(state.refused).includes(name)
  const described = [hint ? `${name}-hint` : null, refused ? problemId : null].filter((id) => id !== null).join(' ')
  return (
    <div className="field" data-refused={refused || undefined}>
      <label htmlFor={name}>{label}</label>
      {hint ? (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      <input
        required
        {...input}
        id={name}
        name={name}
        defaultValue={forget ? '' : (state.values[name] ?? start)}
        aria-invalid={refused}
        aria-describedby={described === '' ? undefined : described}
      />
    </div>
  )
}
