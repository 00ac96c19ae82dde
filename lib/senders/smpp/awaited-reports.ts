import type { Clock } from '../../ports/clock.ts'
import type { DeliveryReport } from '../../ports/sms-sender.ts'
import { type SmppReport, waysToWrite } from './smpp-report.ts'

/** Messages whose reports are awaited: a session lives ten minutes. */
const awaitedMs = 15 * 60_000
const most = 10_000

interface Awaited {
  readonly reference: string
  readonly until: number
  /** Parts of which nothing was heard. */
  left: number
  done: boolean
}

/** Knows which message of ours an SMSC's id belongs to, in this process, for as long as anybody wants to know. */
export interface AwaitedReports {
  /** The SMSC took all parts of a message. In: our reference, its ids. */
  expect(reference: string, ids: readonly string[]): void
  /** A report came in. Out: what it says of the whole message; null where it says nothing yet, or is of none of ours. */
  take(report: SmppReport): DeliveryReport | null
}

/** A bounded memory of ids: the oldest go first. A report counts once. */
export function awaitedReports(clock: Clock): AwaitedReports {
  const byId = new Map<string, Awaited>()
  return {
    expect(reference, ids) {
      const now = clock.now()
      for (const [id, { until }] of byId) {
        if (until > now && byId.size < most) break
        byId.delete(id)
      }
      const awaited: Awaited = { reference, until: now + awaitedMs, left: ids.length, done: false }
      for (const id of ids) byId.set(waysToWrite(id)[0] ?? id, awaited)
    },
    take({ ids, delivered }) {
      const id = ids.find((way) => byId.has(way))
      const awaited = id === undefined ? undefined : byId.get(id)
      if (id === undefined || awaited === undefined || awaited.until <= clock.now()) return null
      byId.delete(id)
      awaited.left -= 1
      if (awaited.done || (delivered && awaited.left > 0)) return null
      awaited.done = true
      return { reference: awaited.reference, delivered }
    },
  }
}
