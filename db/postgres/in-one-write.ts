import type { PoolClient } from 'pg'

const corked = new WeakSet<object>()

/**
 * Has all that is said on a connection until this turn of the event loop is over leave in one write: each one costs more than
 * what is in it.
 */
export function inOneWrite({ connection: { stream } }: PoolClient): void {
  if (corked.has(stream)) return
  corked.add(stream)
  stream.cork()
  process.nextTick(() => {
    corked.delete(stream)
    stream.uncork()
  })
}
