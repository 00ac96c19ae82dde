import Sqlite from 'better-sqlite3'
import { makeDeps } from '../../lib/container.ts'
import { systemClock } from '../../lib/ports/clock.ts'
import { Fate, mortalParts } from './mortal-parts.ts'
import type { Order, Reply } from './orders.ts'
import { Witness } from './witness.ts'

/**
 * The real server with parts that kill it where the harness says: by `CRASH_AT` while it starts, by a message afterwards.
 * Its clock can be put forward, so that nobody waits for the gap between two codes.
 */
let ahead = Number(process.env['CRASH_AHEAD'] ?? 0)
const fate = new Fate(JSON.parse(process.env['CRASH_AT'] ?? 'null'))
const databases = new Set<Sqlite.Database>()

// The settings are those of a connection, so only the server's own can tell them.
const pragma = Sqlite.prototype.pragma
Sqlite.prototype.pragma = function (this: Sqlite.Database, ...args: Parameters<typeof pragma>) {
  databases.add(this)
  return pragma.apply(this, args)
}

const replies: { [order in Order['do']]: (order: never) => Reply } = {
  arm: ({ point }: Extract<Order, { do: 'arm' }>) => {
    const passed = fate.passed()
    fate.arm(point)
    return { passed }
  },
  'set-ahead': (order: Extract<Order, { do: 'set-ahead' }>) => {
    ahead = order.milliseconds
    return {}
  },
  measure: () => ({
    memory: process.memoryUsage().rss,
    synchronous: [...databases].map((client) => pragma.call(client, 'synchronous', { simple: true })),
  }),
}
process.on('message', (order: Order) => process.send?.({ ...replies[order.do](order as never), id: order.id }))

const deps = makeDeps(process.env, { now: () => systemClock.now() + ahead })
const witness = new Witness(`${deps.config.dataFolder}/witness.jsonl`)
const slots = globalThis as { [slot: symbol]: unknown }
slots[Symbol.for('assent')] = mortalParts(deps, fate, witness)
await import('../../server.ts')
