'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { pageMemory } from '../fields/page-memory.ts'

interface Props {
  /** What makes this page another one than that before. */
  readonly page: string
  readonly children: ReactNode
}

/**
 * The heading of a page. When the next page comes in place, it takes the focus, so that nobody is left behind; when the
 * same page comes anew, after a new code for instance, the pressed button has it again.
 */
export function PageHeading({ page, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const memory = pageMemory()
    const before = memory.page
    memory.page = page
    if (before === null) return
    const button = `button[name=action][value='${memory.pressed}']`
    const pressed = before === page && document.querySelector<HTMLElement>(button)
    ;(pressed || heading.current)?.focus()
  }, [page])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
