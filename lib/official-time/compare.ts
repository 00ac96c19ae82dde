import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import { askTimeServer, type Told } from './ask-time-server.ts'

/** More than this off official time rings an alarm. TR-03. */
export const toleratedOffsetMs = 1_000

export interface Compared {
  readonly asked: number
  readonly answered: number
  /** By how much our clock is ahead of official time (positive) or behind; null: nobody knows. */
  readonly aheadMs: number | null
  /** More off than is tolerated, whatever the way there and back did to the figure. */
  readonly off: boolean
}

/**
 * Holds our clock against time servers. In: their names. Out: what those in the middle say, so that one of three that is
 * wrong decides nothing; of two, the one that is nearer to us in time.
 */
export async function compareWithOfficialTime(
  servers: readonly string[],
  clock: Clock,
  random: Random,
): Promise<Compared> {
  const told = (await Promise.all(servers.map((server) => askTimeServer(server, clock, random)))).filter(
    (answer) => answer !== null,
  )
  return { asked: servers.length, answered: told.length, ...verdict(told) }
}

function verdict(told: readonly Told[]): Pick<Compared, 'aheadMs' | 'off'> {
  const middle = told.toSorted((one, other) => one.aheadMs - other.aheadMs)
  while (middle.length > 2) {
    middle.pop()
    middle.shift()
  }
  const [best] = middle.toSorted((one, other) => one.tripMs - other.tripMs)
  if (best === undefined) return { aheadMs: null, off: false }
  return { aheadMs: best.aheadMs, off: Math.abs(best.aheadMs) - best.tripMs / 2 > toleratedOffsetMs }
}
