import { makeDeps } from '../lib/container.ts'
import { systemClock } from '../lib/ports/clock.ts'

/**
 * The real server with a clock that can be put forward, so that nobody has to wait ten minutes for an end. The tests set
 * it by a message to this process; no address of the server does.
 */
let ahead = 0
process.on('message', (message: { ahead: number }) => {
  ahead = message.ahead
  process.send?.(message)
})
const slots = globalThis as { [slot: symbol]: unknown }
slots[Symbol.for('assent')] = makeDeps(process.env, { now: () => systemClock.now() + ahead })
await import('../server.ts')
