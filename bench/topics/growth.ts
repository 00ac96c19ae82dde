import { once } from 'node:events'
import { Agent, type OutgoingHttpHeaders, request } from 'node:http'
import { testDatabase } from '../../db/postgres/testing/test-database.ts'
import { bulkFill } from '../bulk-fill.ts'
import { median } from '../median.ts'
import { mintBody } from '../mint-body.ts'
import { type Ours, startOurs, withServers } from '../servers.ts'
import { writeNumber } from '../spread.ts'
import type { Outcome, Settings } from '../topic.ts'
import { openSessions } from './pages.ts'

const few = 1000
const many = 1_000_000
const quickMany = 20_000
/** Requests one after another, in turns between the small and the large. */
const inTurn = 50
const budget = 1.2

interface Ask {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Of the nth request. */
  readonly body?: (nth: number) => string
}

/** The same requests on a small and on a large database, one at a time: what a user waits for. */
export async function growth(settings: Settings): Promise<Outcome> {
  const large = settings.quick ? quickMany : many
  const rows: { engine: string; what: string; small: number; large: number }[] = []
  for (const engine of ['SQLite', 'PostgreSQL'] as const) {
    const databases = engine === 'SQLite' ? [] : [await testDatabase(), await testDatabase()]
    const urlOf = (nth: number) => databases[nth]?.url ?? null
    const starting = (nth: number) => () => {
      const url = urlOf(nth)
      return startOurs(url ? { DATABASE_URL: url } : {})
    }
    await withServers([starting(0), starting(1)], async (little, big) => {
      await bulkFill(little, urlOf(0), few)
      await bulkFill(big, urlOf(1), large)
      const counts = [few, large]
      const asks = await Promise.all([little, big].map((ours, nth) => asksOf(ours, counts[nth] ?? few)))
      for (const what of ['mint', 'page'] as const) {
        const [small, grown] = await compare(
          [little, big],
          asks.map((ask) => ask[what]),
          settings,
        )
        rows.push({ engine, what, small, large: grown })
      }
    })
    await Promise.all(databases.map((database) => database.drop()))
  }
  return {
    tables: [
      {
        title: `p50 with ${writeNumber(few)} and with ${writeNumber(large)} users and sessions, one request at a time`,
        columns: ['', `${writeNumber(few)}, ms`, `${writeNumber(large)}, ms`, 'ratio'],
        rows: rows.map(({ engine, what, small, large: grown }) => [
          `${what}, ${engine}`,
          writeNumber(small, 2),
          writeNumber(grown, 2),
          writeNumber(grown / small, 2),
        ]),
      },
    ],
    budgets: rows.map(({ engine, what, small, large: grown }) => ({
      what: `growth of a ${what}, ${engine}, to ${writeNumber(large)}`,
      budget: `p50 at most ${budget} ×`,
      measured: `${writeNumber(grown / small, 2)} ×`,
      met: grown / small <= budget,
    })),
  }
}

async function asksOf(ours: Ours, users: number): Promise<{ mint: Ask; page: Ask }> {
  const { identity } = await openSessions(ours)
  const mint = { path: '/api/v1/sessions', headers: ours.headers, body: (nth: number) => mintBody(nth, users) }
  return { mint, page: identity }
}

async function compare(
  servers: readonly Ours[],
  asks: readonly Ask[],
  { rounds, quick }: Settings,
): Promise<[number, number]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const times: number[][] = [[], []]
  let nth = 0
  for (let round = 0; round <= (quick ? 4 : rounds * 6); round += 1) {
    for (const [i, { origin }] of servers.entries()) {
      for (let turn = 0; turn < inTurn; turn += 1) {
        const ms = await timed(origin, asks[i] as Ask, nth++, agent)
        // The first round is to get warm.
        if (round > 0) times[i]?.push(ms)
      }
    }
  }
  agent.destroy()
  return [median(times[0] ?? []), median(times[1] ?? [])]
}

async function timed(origin: string, { path, headers, body }: Ask, nth: number, agent: Agent): Promise<number> {
  const text = body?.(nth)
  const began = performance.now()
  const sent: OutgoingHttpHeaders = { ...headers, ...(text && { 'content-length': Buffer.byteLength(text) }) }
  const asked = request(`${origin}${path}`, { agent, method: text ? 'POST' : 'GET', headers: sent }).end(text)
  const [response] = await once(asked, 'response')
  await once(response.resume(), 'end')
  if (response.statusCode !== (text ? 201 : 200)) throw new Error(`${path} was answered with ${response.statusCode}`)
  return performance.now() - began
}
