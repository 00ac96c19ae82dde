'use client'

import { useEffect, useState } from 'react'

interface Props {
  /** Epoch milliseconds by the server's clock when the page was made. */
  readonly now: number
  readonly expiresAt: number
  /** One text for each number of whole minutes, from none. */
  readonly minutes: readonly string[]
  readonly halfMinute: string
  readonly over: string
  readonly reload: string
}

const minute = 60_000

/** The text for a time left. Rounded up until the last minute: "1 minute left" means at most that. */
function words(left: number, { minutes, halfMinute }: Props): string {
  if (left <= minute / 2) return halfMinute
  return minutes[Math.min(minutes.length - 1, Math.ceil(left / minute))] ?? ''
}

/** The time left, by the server's clock. It is announced from two minutes before the end, when the text changes. */
export function TimeLeft(props: Props) {
  const [left, setLeft] = useState(props.expiresAt - props.now)

  useEffect(() => {
    // Only the difference counts, so a wrong clock of the device does no harm.
    const end = Date.now() + props.expiresAt - props.now
    const timer = setInterval(() => setLeft(end - Date.now()), 1000)
    return () => clearInterval(timer)
  }, [props.expiresAt, props.now])

  const late = left <= 2 * minute
  if (left <= 0) {
    return (
      <p className="time time-late" role="alert">
        {props.over}{' '}
        <button type="button" className="link" onClick={() => location.assign(location.href)}>
          {props.reload}
        </button>
      </p>
    )
  }
  return (
    <p className={late ? 'time time-late' : 'time'}>
      <span aria-hidden={late || undefined}>{words(left, props)}</span>
      <span className="visually-hidden" role="status">
        {late ? words(left, props) : ''}
      </span>
    </p>
  )
}
