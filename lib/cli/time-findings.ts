import { compareWithOfficialTime, toleratedOffsetMs } from '../official-time/compare.ts'
import type { Deps } from '../session/deps.ts'

type Finding = { readonly level: 'ok' | 'note' | 'FAIL'; readonly text: string }

/** What `doctor` says of this clock against official time (RTS 29(2)(c)): each named server is asked. */
export async function timeFindings({ config, clock, random }: Pick<Deps, 'config' | 'clock' | 'random'>) {
  const { mode, timeServers } = config
  if (timeServers.length === 0) return mode === 'live' ? [unasked] : []
  const { asked, answered, aheadMs, off } = await compareWithOfficialTime(timeServers, clock, random)
  if (aheadMs === null) return [{ level: 'FAIL', text: 'time: no server of ASSENT_TIME_SERVERS answers' } as Finding]
  const differs = `${(Math.abs(aheadMs) / 1000).toFixed(3)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} official time`
  const text = `time: ${differs}, by ${answered} of ${asked} servers`
  const bound = `; more than ${toleratedOffsetMs / 1000} s is too much`
  return [off ? { level: 'FAIL', text: text + bound } : { level: 'ok', text }] as Finding[]
}

const unasked: Finding = { level: 'note', text: 'time: the clock is held against no time server (ASSENT_TIME_SERVERS)' }
