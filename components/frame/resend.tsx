'use client'

import type { ComponentProps } from 'react'
import { ActionButton } from '../fields/action-button.tsx'
import { ResendCountdown } from '../fields/resend-countdown.tsx'

/** What `useResend` makes of a view. */
export interface ResendProps {
  /** Which code this is about: with another one the count begins anew. */
  readonly round: string
  readonly hint: string | null
  /** The text of the button; null: no code can be sent any more. */
  readonly again: string | null
  readonly countdown: ComponentProps<typeof ResendCountdown>
}

/** Draws how a new code is had. */
export function Resend({ resend }: { readonly resend: ResendProps | null }) {
  if (resend === null) return null
  const { round, hint, again, countdown } = resend
  return (
    <div className="resend">
      {hint === null ? null : <p className="hint">{hint}</p>}
      {again === null ? null : (
        <ActionButton value="resend" look="quiet">
          {again}
        </ActionButton>
      )}
      <ResendCountdown key={round} {...countdown} />
    </div>
  )
}
