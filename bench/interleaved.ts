import type { Load, LoadResult } from './load.ts'
import type { Measured } from './measured.ts'
import { putLoad } from './put-load.ts'
import { type Spread, spread, writeNumber, writeSpread } from './spread.ts'
import type { Settings, Table } from './topic.ts'

/** Who takes part: a server and what it is asked in each turn. */
export interface Contestant {
  readonly name: string
  readonly server: Measured
  /** The load of the next turn; `done` requests were made in the turns before. */
  readonly load: (done: number) => Omit<Partial<Load>, 'url'> & { readonly path: string }
}

/** How a contestant did. */
export interface Standing {
  readonly name: string
  readonly perSecond: Spread
  readonly cpuMs: Spread
  readonly p50Ms: Spread
  readonly p99Ms: Spread
}

interface Turn extends LoadResult {
  readonly cpuMs: number
}

const warmUpSeconds = 2

/**
 * Has each contestant take its turn, round after round, so that whatever else the machine does meets all alike. A first
 * turn of each, which does not count, lets its code get warm. Out: in the order given.
 */
export async function interleaved(contestants: readonly Contestant[], settings: Settings): Promise<Standing[]> {
  const turns = contestants.map((): Turn[] => [])
  const done = contestants.map(() => 0)
  for (let round = 0; round <= settings.rounds; round += 1) {
    for (const [i, contestant] of contestants.entries()) {
      const seconds = round === 0 ? Math.min(warmUpSeconds, settings.seconds) : settings.seconds
      const turn = await takeTurn(contestant, done[i] ?? 0, seconds)
      done[i] = (done[i] ?? 0) + turn.requests + spare
      if (round > 0) turns[i]?.push(turn)
    }
  }
  return contestants.map(({ name }, i) => standing(name, turns[i] ?? []))
}

/** Requests that were sent and not waited for when a turn ended. */
const spare = 64

async function takeTurn({ server, load }: Contestant, done: number, seconds: number): Promise<Turn> {
  const { path, ...rest } = load(done)
  const before = await server.usage()
  const result = await putLoad({ ...rest, url: `${server.origin}${path}`, seconds })
  const after = await server.usage()
  return { ...result, cpuMs: (after.cpuMs - before.cpuMs) / result.requests }
}

function standing(name: string, turns: readonly Turn[]): Standing {
  const of = (key: keyof Turn) => spread(turns.map((turn) => turn[key]))
  return { name, perSecond: of('perSecond'), cpuMs: of('cpuMs'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms') }
}

/** The table of a race. Ratios are to the contestant named: requests per second, by medians. */
export function raceTable(title: string, standings: readonly Standing[], beside: string): Table {
  const reference = found(standings, beside)
  return {
    title,
    columns: ['', 'requests/s', 'CPU ms each', 'p50 ms', 'p99 ms', `of ${beside}`],
    rows: standings.map(({ name, perSecond, cpuMs, p50Ms, p99Ms }) => [
      name,
      writeSpread(perSecond),
      writeSpread(cpuMs, 3),
      writeNumber(p50Ms.median, 0),
      writeNumber(p99Ms.median, 0),
      writeNumber(perSecond.median / reference.perSecond.median, 2),
    ]),
  }
}

export function found(standings: readonly Standing[], name: string): Standing {
  const one = standings.find((standing) => standing.name === name)
  if (one === undefined) throw new Error(`nobody is called ${name}`)
  return one
}
