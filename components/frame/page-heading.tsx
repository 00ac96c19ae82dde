'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { lastPress } from '../fields/last-press.ts'

interface Props {
  /** What makes this page another one than that before. */
  readonly page: string
  readonly children: ReactNode
}

/** The page that this document showed last. The first one is announced by the browser itself. */
let before: string | null = null

/**
 * The heading of a page. When the next page comes in place, it takes the focus, so that nobody is left behind; when the
 * same page comes anew, after a new code for instance, the pressed button has it again.
 */
export function PageHeading({ page, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const same = before === page
    const first = before === null
    before = page
    if (first) return
    const pressed = same && document.querySelector<HTMLElement>(`button[name=action][value='${lastPress.action}']`)
    ;(pressed || heading.current)?.focus()
  }, [page])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
