'use client'

import { WaysExplained } from '../fields/ways-explained.tsx'

/** What `usePasskeyHelp` makes. */
export interface PasskeyHelpProps {
  readonly supported: boolean
  readonly title: string
  readonly ways: readonly string[]
}

/** The ways on where this device has no passkey: the device that has it, or a phone beside this one. */
export function PasskeyHelp({ supported, title, ways }: PasskeyHelpProps) {
  return (
    <WaysExplained title={title} open={!supported}>
      <ul>
        {ways.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
    </WaysExplained>
  )
}
