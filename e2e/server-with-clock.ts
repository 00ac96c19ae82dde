import { makeDeps } from '../lib/container.ts'
import { systemClock } from '../lib/ports/clock.ts'

/**
 * The real server with a clock that can be held at a moment, so that nobody waits ten minutes for an end and no slow
 * machine misses it. The tests set it by a message to this process; no address of the server does.
 */
let heldAt: number | null = null
process.on('message', (message: { heldAt: number | null }) => {
  heldAt = message.heldAt
  process.send?.(message)
})
const slots = globalThis as { [slot: symbol]: unknown }
slots[Symbol.for('assent')] = makeDeps(process.env, { now: () => heldAt ?? systemClock.now() }, 'server')
await import('../server.ts')
