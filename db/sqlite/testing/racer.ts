import { parentPort, workerData } from 'node:worker_threads'
import { spendTry } from '../../../lib/sca/limits.ts'
import { policies } from '../../../lib/sca/policy.ts'
import { openSqliteStore } from '../store.ts'

/** One of several threads that call the same verb of the same file at the same time. For tests. */
export interface Race {
  readonly path: string
  readonly verb: 'open' | 'reserveTry' | 'redeemOnce' | 'record' | 'countUses' | 'purge'
  readonly id: string
  readonly times: number
  readonly now: number
  readonly runners: number
  /** One number: how many runners are at the start. */
  readonly gate: SharedArrayBuffer
}

const race = workerData as Race

function waitForAll(): void {
  const gate = new Int32Array(race.gate)
  Atomics.add(gate, 0, 1)
  Atomics.notify(gate, 0)
  for (let there = Atomics.load(gate, 0); there < race.runners; there = Atomics.load(gate, 0)) {
    Atomics.wait(gate, 0, there)
  }
}

async function run(): Promise<unknown[]> {
  // Who races to open must not be let in by the one who opened first.
  if (race.verb === 'open') waitForAll()
  const store = openSqliteStore(race.path)
  if (race.verb !== 'open') waitForAll()
  const answers: unknown[] = []
  for (let i = 0; i < race.times; i += 1) {
    if (race.verb === 'open') answers.push(await store.listPlatforms())
    if (race.verb === 'reserveTry') {
      answers.push(await store.reserveTry(race.id, (series) => spendTry(series, race.now, policies.strict.tries)))
    }
    if (race.verb === 'countUses') {
      const use = { name: 'a-limit', key: race.id, limit: 7, windowMs: 60_000 }
      answers.push(await store.countUses([use], race.now))
    }
    if (race.verb === 'purge') {
      const { removed } = await store.purge({ kind: 'sessions', upTo: race.now, limit: 3, at: race.now })
      answers.push(removed)
    }
    if (race.verb === 'redeemOnce') answers.push(await store.redeemOnce(race.id, race.now, 'redeemed'))
    if (race.verb === 'record') {
      answers.push(await store.record(race.id, i + 1, [{ event: { type: 'email-mistyped' }, at: race.now }]))
    }
  }
  await store.close()
  return answers
}

parentPort?.postMessage(await run())
