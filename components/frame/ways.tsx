'use client'

import type { Action } from '../../lib/sca/words.ts'
import { ActionButton } from '../fields/action-button.tsx'

/** Draws the quiet buttons below a task. Why it is a component of the browser: see `Surroundings`. */
export function Ways({ ways }: { readonly ways: readonly { readonly action: Action; readonly text: string }[] }) {
  if (ways.length === 0) return null
  return (
    <ul className="ways">
      {ways.map(({ action, text }) => (
        <li key={action}>
          <ActionButton value={action} look="quiet">
            {text}
          </ActionButton>
        </li>
      ))}
    </ul>
  )
}
