'use client'

import { useEffect } from 'react'
import { announce } from './announcer.tsx'

interface Props {
  /** The code that is out; null: none. */
  readonly codeId: string | null
  readonly text: string
}

/** The code of the page before; undefined: the document has shown no page yet, and what it begins with is no news. */
let last: string | null | undefined

/** Says that a code was sent, once for each, since the page that shows its field is a new one. */
export function CodeNews({ codeId, text }: Props) {
  useEffect(() => {
    const news = last !== undefined && codeId !== null && codeId !== last
    last = codeId
    announce(news ? text : '')
  }, [codeId, text])
  return null
}
