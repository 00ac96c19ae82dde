'use client'

import { createContext } from 'react'

/** What the page of a fault says. A fault is rendered in the browser, which has no translations of its own. */
export interface FaultTexts {
  readonly title: string
  readonly text: string
  readonly again: string
}

export const FaultContext = createContext<FaultTexts>({ title: '', text: '', again: '' })
