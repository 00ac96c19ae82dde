import { readFile } from 'node:fs/promises'
import { type KeyRing, readRing } from '../keys/ring.ts'
import type { SteadyClock } from '../ports/clock.ts'
import type { Deps } from '../session/deps.ts'
import type { Checks } from './report.ts'

/** Where the ring is kept, and how long its keys are used without having been seen there. */
type KeyStore = NonNullable<Deps['config']['keyStore']>

/**
 * Watches whether the store of keys still has those in use. REL-18. Whoever takes a key out of it, or takes the store away, has
 * this server stop within the time that was set; a store that is away for a moment stops nothing. In: the parts; a clock that
 * nobody sets. Out: looks, and says how it stands without waiting for the store.
 */
export function keysWatch(
  { config: { keyStore, keys }, log }: Pick<Deps, 'config' | 'log'>,
  steady: SteadyClock,
): () => Exclude<Checks['keys'], 'unknown'> {
  if (keyStore === null) return () => 'ok'
  let seenAt = steady.now()
  let looking = false
  let missed = false

  async function look({ file }: KeyStore): Promise<void> {
    const at = steady.now()
    const fault = await missing(file, keys)
    if (fault === null) seenAt = at
    else if (!missed) log.error({ alarm: true, fault }, 'the store of keys does not have what is in use')
    missed = fault !== null
  }

  return () => {
    if (!looking) {
      looking = true
      void look(keyStore).finally(() => {
        looking = false
      })
    }
    return steady.now() - seenAt <= keyStore.maxAgeMs ? 'ok' : 'lost'
  }
}

/** Out: why the file does not hold the keys in use; null where it does. */
async function missing(file: string, keys: KeyRing): Promise<unknown> {
  try {
    const stored = readRing(await readFile(file, 'utf8'))
    for (const kind of Object.keys(keys) as (keyof KeyRing)[]) {
      const inUse = keys[kind][0]
      if (!stored[kind].some((key) => JSON.stringify(key) === JSON.stringify(inUse))) {
        return new Error(`The ${kind} key in use is not in the store any more.`)
      }
    }
    return null
  } catch (fault) {
    return fault
  }
}
