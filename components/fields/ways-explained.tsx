'use client'

import { type ReactNode, use } from 'react'
import { FormContext } from './form-context.ts'

interface Props {
  readonly title: string
  readonly open: boolean
  readonly children: ReactNode
}

/** An explanation on demand, which opens by itself once something was refused. */
export function WaysExplained({ title, open, children }: Props) {
  const { state } = use(FormContext)
  return (
    <details className="more" open={open || state.refused !== null}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}
