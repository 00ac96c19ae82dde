'use client'

import { useEffect, useState } from 'react'

interface Props {
  readonly waitSeconds: number
  /** With `@` where the time stands. */
  readonly waitingText: string
  readonly readyText: string
}

/** Counts down to the moment a code may be sent again. Only that moment is announced. */
export function ResendCountdown({ waitSeconds, waitingText, readyText }: Props) {
  const [left, setLeft] = useState(waitSeconds)

  useEffect(() => {
    // Dates, not ticks: a page in the background gets few ticks.
    const end = Date.now() + waitSeconds * 1000
    const timer = setInterval(() => {
      const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000))
      setLeft(seconds)
      if (seconds === 0) clearInterval(timer)
    }, 1000)
    return () => clearInterval(timer)
  }, [waitSeconds])

  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
  return (
    <p className="countdown">
      {left > 0 ? <span>{waitingText.replace('@', clock)}</span> : null}
      <span role="status">{left > 0 ? '' : readyText}</span>
    </p>
  )
}
