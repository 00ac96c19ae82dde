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

const second = 1000
const minute = 60 * second

/** When the time left is spoken, and for how long the text stands there: whoever reads on later finds no old time. */
const spokenAt = [5 * minute, 2 * minute, minute, minute / 2]
const spokenFor = 15 * second

/** The text for a time left. Rounded up until the last minute: "1 minute left" means at most that. */
function words(left: number, { minutes, halfMinute }: Props): string {
  if (left <= minute / 2) return halfMinute
  return minutes[Math.min(minutes.length - 1, Math.ceil(left / minute))] ?? ''
}

/** The time left, by the server's clock: always to be read, spoken at five, two and one minutes and half a minute. */
export function TimeLeft(props: Props) {
  const [left, setLeft] = useState(props.expiresAt - props.now)

  useEffect(() => {
    // Only the difference counts, so a wrong clock of the device does no harm.
    const end = Date.now() + props.expiresAt - props.now
    const timer = setInterval(() => setLeft(end - Date.now()), second)
    return () => clearInterval(timer)
  }, [props.expiresAt, props.now])

  const late = left <= 2 * minute
  const spoken = left > 0 && spokenAt.some((at) => left <= at && left > at - spokenFor)
  return (
    <div className={late ? 'time time-late' : 'time'}>
      {left > 0 ? <p>{words(left, props)}</p> : null}
      <p className="visually-hidden" role="status">
        {spoken ? words(left, props) : ''}
      </p>
      {/* Stands here from the start: a region that comes with its text may go unheard. */}
      <div role="alert">
        {left > 0 ? null : (
          <p>
            {props.over}{' '}
            <button type="button" className="link" onClick={() => location.assign(location.href)}>
              {props.reload}
            </button>
          </p>
        )}
      </div>
    </div>
  )
}
