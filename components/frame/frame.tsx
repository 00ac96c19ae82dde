import type { ReactNode } from 'react'
import { Surroundings } from './surroundings.tsx'
import { useSurroundings } from './use-surroundings.ts'

/** What surrounds every page beside the steps: who asks, the card with the task, help, language. */
export function Frame({
  children,
  ...given
}: Parameters<typeof useSurroundings>[0] & { readonly children: ReactNode }) {
  return <Surroundings {...useSurroundings(given)}>{children}</Surroundings>
}
