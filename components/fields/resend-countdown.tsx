'use client'

import { useEffect, useState } from 'react'

interface Props {
  /** Until a code may be sent again. */
  readonly waitSeconds?: number
  /** Until the last code no longer counts; null: there is none. */
  readonly validSeconds: number | null
  /** With `@` where the time stands. */
  readonly waitingText?: string
  readonly readyText?: string
  readonly expiredText: string
}

/** Counts down to the moment a code may be sent again, and to the end of the last one. Only these two are announced. */
export function ResendCountdown({
  waitSeconds = 0,
  validSeconds,
  waitingText = '',
  readyText = '',
  expiredText,
}: Props) {
  const [passed, setPassed] = useState(0)

  useEffect(() => {
    // Dates, not ticks: a page in the background gets few ticks.
    const start = Date.now()
    const timer = setInterval(() => setPassed((Date.now() - start) / 1000), 1000)
    return () => clearInterval(timer)
  }, [])

  const left = Math.max(0, Math.ceil(waitSeconds - passed))
  const expired = validSeconds !== null && passed >= validSeconds
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
  return (
    <p className="countdown">
      {left > 0 ? <span>{waitingText.replace('@', clock)}</span> : null}
      <span role="status">{left > 0 ? '' : expired ? expiredText : waitSeconds > 0 ? readyText : ''}</span>
    </p>
  )
}
