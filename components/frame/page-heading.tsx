'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/** Pages that this document has shown. The first one is announced by the browser itself. */
let shown = 0

/** The heading of a page. When the next step comes in place, it takes the focus, so that nobody is left behind. */
export function PageHeading({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (shown++ > 0) heading.current?.focus()
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
