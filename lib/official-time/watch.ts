import type { Deps } from '../session/deps.ts'
import { type Compared, compareWithOfficialTime } from './compare.ts'

type Parts = Pick<Deps, 'config' | 'clock' | 'random' | 'log' | 'meters'>

/**
 * Holds this machine's clock against official time, once each time it is called, and says so to metrics and, when it
 * changes, to the log. TR-03. It stops nothing: an answer by NTP is not signed, and whoever could forge one would stop
 * the server; and a clock that is set under it stops it without asking anybody.
 */
export function officialTimeWatch({ config, clock, random, log, meters }: Parts): () => Promise<void> {
  let before: string | null = null
  return async () => {
    const found = await compareWithOfficialTime(config.timeServers, clock, random)
    meters.heldAgainstOfficialTime(found.answered, found.aheadMs === null ? null : found.aheadMs / 1000)
    const now = wordOf(found)
    if (now !== before) say(log, now, found, before === null)
    before = now
  }
}

function wordOf({ answered, off, aheadMs }: Compared): 'unknown' | 'ahead' | 'behind' | 'right' {
  if (answered === 0 || aheadMs === null) return 'unknown'
  if (!off) return 'right'
  return aheadMs > 0 ? 'ahead' : 'behind'
}

function say(
  log: Parts['log'],
  word: ReturnType<typeof wordOf>,
  { asked, answered, aheadMs }: Compared,
  first: boolean,
) {
  const line = { state: word, checks: `${answered} of ${asked} answered`, ms: Math.round(aheadMs ?? 0) }
  if (word === 'unknown') log.warn(line, 'no time server answers')
  else if (word === 'right') log.info(line, first ? 'the clock is right' : 'the clock is right again')
  else log.error({ ...line, alarm: true }, 'the clock is off official time')
}
