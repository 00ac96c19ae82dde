'use client'

import { ActionButton } from './action-button.tsx'

interface Props {
  readonly submit: string
  /** The text of the button that goes on without; null: there is none. */
  readonly skip: string | null
}

/** The main button of a task, and the one that leaves it out where that may be. */
export function SubmitOrSkip({ submit, skip }: Props) {
  return (
    <div className="buttons">
      <ActionButton value="submit">{submit}</ActionButton>
      {skip === null ? null : (
        <ActionButton value="skip" look="secondary">
          {skip}
        </ActionButton>
      )}
    </div>
  )
}
