'use client'

import type { ReactNode } from 'react'
import { FaultContext, type FaultTexts } from './fault-context.ts'

/** Keeps the texts of a fault at hand, in the language of the page. */
export function FaultTextsProvider({ texts, children }: { readonly texts: FaultTexts; readonly children: ReactNode }) {
  return <FaultContext value={texts}>{children}</FaultContext>
}
