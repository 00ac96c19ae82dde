import { fillUsers } from '../fill-users.ts'
import { type Contestant, found, interleaved, raceTable, type Standing } from '../interleaved.ts'
import { mintBody } from '../mint-body.ts'
import { type Ours, startBare, startBareNext, startOurs, withServers } from '../servers.ts'
import { writeNumber } from '../spread.ts'
import type { Budget, Outcome, Settings } from '../topic.ts'

const json = { 'content-type': 'application/json' }
/** A user may have sixty sessions in an hour. */
const sessionsPerUser = 50
/** More than a turn makes in a second, on a machine twice as fast. */
const mintsPerSecond = 8000

/** The API: a durable mint beside what a bare server does with one insert. */
export async function api(settings: Settings): Promise<Outcome> {
  let standings: Standing[] = []
  await withServers(
    [
      () => startBare('node-json'),
      () => startBare('node-insert'),
      startBareNext,
      () => startOurs({ LOG_LEVEL: 'info' }),
    ],
    async (nodeJson, nodeInsert, next, ours) => {
      const users = usersFor(settings)
      await fillUsers(ours, users)
      const insert = { method: 'POST', headers: json, body: mintBody(1, 1), expected: 201 } as const
      const contestants: Contestant[] = [
        { name: 'bare node:http, JSON', server: nodeJson, load: () => ({ path: '/' }) },
        { name: bareInsert, server: nodeInsert, load: () => ({ path: '/', ...insert }) },
        { name: 'bare Next route, JSON', server: next, load: () => ({ path: '/json' }) },
        { name: 'bare Next route, one insert', server: next, load: () => ({ path: '/insert', ...insert }) },
        { name: mint, server: ours, load: mints(ours, users, 0, false) },
        { name: keyedMint, server: ours, load: mints(ours, users, 1_000_000_000, true) },
        {
          name: 'ours, read a user',
          server: ours,
          load: () => ({ path: '/api/v1/users/bench-user-1', headers: ours.headers }),
        },
      ]
      standings = await interleaved(contestants, settings)
    },
  )
  return {
    tables: [
      raceTable('API, SQLite, every commit durable (`synchronous=FULL`), 16 connections', standings, bareInsert),
    ],
    // A mint with an Idempotency-Key writes more than the budget is for; it stands in the table.
    budgets: budgets(standings, mint),
  }
}

/** Users enough for all mints of a run, plain and keyed. */
export function usersFor({ quick, rounds, seconds }: Settings): number {
  return quick ? 500 : Math.ceil((2 * (rounds + 1) * seconds * mintsPerSecond) / sessionsPerUser)
}

const bareInsert = 'bare node:http, one insert'
const mint = 'ours, mint'
const keyedMint = 'ours, mint with Idempotency-Key'

/** Mints of a turn: none like one before. In: server, its users, where the numbers begin, whether keyed. */
export function mints(ours: Ours, users: number, from: number, keyed: boolean): Contestant['load'] {
  return (done) => ({
    path: '/api/v1/sessions',
    method: 'POST',
    headers: ours.headers,
    mint: { users, from: from + done, keyed },
    expected: 201,
  })
}

function budgets(standings: readonly Standing[], name: string): Budget[] {
  const { perSecond } = found(standings, name)
  const ratio = perSecond.median / found(standings, bareInsert).perSecond.median
  return [
    {
      what: name,
      budget: 'at least 4,000/s',
      measured: `${writeNumber(perSecond.median)}/s`,
      met: perSecond.median >= 4000,
    },
    { what: name, budget: `at least 0.7 of ${bareInsert}`, measured: writeNumber(ratio, 2), met: ratio >= 0.7 },
  ]
}
