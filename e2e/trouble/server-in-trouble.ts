import { troubled } from '../../db/sqlite/testing/trouble.ts'
import { makeDeps } from '../../lib/container.ts'
import { systemClock } from '../../lib/ports/clock.ts'

/** The real server on a SQLite file that a message to this process brings into trouble; no address of the server does. */
const { opened, ...trouble } = troubled(() => makeDeps(process.env, systemClock, 'server'))
process.on('message', (message: { readonly do: keyof typeof trouble }) => {
  trouble[message.do]()
  process.send?.(message)
})
const slots = globalThis as { [slot: symbol]: unknown }
slots[Symbol.for('assent')] = opened
await import('../../server.ts')
