'use client'

import { useEffect } from 'react'
import { pageMemory } from '../fields/page-memory.ts'
import { announce } from './announcer.tsx'

interface Props {
  /** The code that is out; null: none. */
  readonly codeId: string | null
  readonly text: string
}

/** Says that a code was sent, once for each, since the page that shows its field is a new one. */
export function CodeNews({ codeId, text }: Props) {
  useEffect(() => {
    const memory = pageMemory()
    const before = memory.codeId
    memory.codeId = codeId
    const news = before !== undefined && codeId !== null && codeId !== before
    announce(news ? text : '')
  }, [codeId, text])
  return null
}
