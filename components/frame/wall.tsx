'use client'

import { ActionButton } from '../fields/action-button.tsx'

/** What `useWall` makes of a view. */
export interface WallProps {
  readonly notice: string
  readonly cancel: string
}

/** Draws that no code can come any more. */
export function Wall({ notice, cancel }: WallProps) {
  return (
    <>
      <p className="notice">{notice}</p>
      <div className="buttons">
        <ActionButton value="decline" look="secondary">
          {cancel}
        </ActionButton>
      </div>
    </>
  )
}
