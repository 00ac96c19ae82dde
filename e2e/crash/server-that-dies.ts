import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
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
const witness = new Witness(`${process.env['ASSENT_DATA']}/witness.jsonl`)
const fate = new Fate(JSON.parse(process.env['CRASH_AT'] ?? 'null'), witness)
const databases = new Set<Sqlite.Database>()

// The settings are those of a connection, so only the server's own can tell them.
const { pragma, prepare } = Sqlite.prototype
Sqlite.prototype.pragma = function (this: Sqlite.Database, ...args: Parameters<typeof pragma>) {
  databases.add(this)
  return pragma.apply(this, args)
}

Sqlite.prototype.prepare = function (this: Sqlite.Database, sql: string) {
  const statement = prepare.call(this, sql)
  if (sql !== 'COMMIT') return statement
  const run = statement.run.bind(statement) as () => Sqlite.RunResult
  statement.run = () => {
    fate.passCommit('before')
    const result = run()
    fate.passCommit('after')
    return result
  }
  return statement
} as typeof prepare

// The same of PostgreSQL, whose connections are told in words.
const { query } = pg.Client.prototype
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const ask = query as (...args: unknown[]) => Promise<unknown>
  if (args[0] !== 'commit') return ask.apply(this, args)
  fate.passCommit('before')
  return ask.apply(this, args).then((answer) => {
    fate.passCommit('after')
    return answer
  })
} as typeof query

// The first start makes the keys of the sandbox, and may die in the middle of the file.
const write = fs.writeFileSync
fs.writeFileSync = (file, data, options) => {
  const text = String(data)
  write(file, text.slice(0, text.length / 2), options)
  fate.pass('within', ['keys'])
  write(file, text, { mode: 0o600 })
}
syncBuiltinESMExports()

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

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
    ...memory(),
    synchronous: [...databases].map((client) => pragma.call(client, 'synchronous', { simple: true })),
  }),
}
/** What is resident, and what is left on the heap once the garbage is gone. */
function memory(): { resident: number; heap: number } {
  collect()
  const { rss, heapUsed } = process.memoryUsage()
  return { resident: rss, heap: heapUsed }
}

process.on('message', (order: Order) => process.send?.({ ...replies[order.do](order as never), id: order.id }))

const deps = makeDeps(process.env, { now: () => systemClock.now() + ahead }, 'server')
const slots = globalThis as { [slot: symbol]: unknown }
fs.writeFileSync = write
syncBuiltinESMExports()
slots[Symbol.for('assent')] = mortalParts(deps, fate, witness)
await import('../../server.ts')
