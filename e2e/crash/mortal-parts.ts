import type { Store } from '../../db/store.ts'
import type { Series } from '../../lib/sca/limits.ts'
import type { Deps } from '../../lib/session/deps.ts'
import { type Point, placesOf, type Spot, spotOf, writes } from './points.ts'
import type { Witness } from './witness.ts'

/** Where the server is to die next, and how often it has passed each spot since that was said. */
export class Fate {
  #point: Point | null
  #passed = new Map<Spot, number>()

  constructor(point: Point | null) {
    this.#point = point
  }

  arm(point: Point | null): void {
    this.#point = point
    this.#passed = new Map()
  }

  passed(): [Spot, number][] {
    return [...this.#passed]
  }

  /** Dies here if it is time. */
  pass(when: Point['when'], places: readonly string[]): void {
    for (const place of places) {
      const spot = spotOf({ when, place })
      const turn = (this.#passed.get(spot) ?? 0) + 1
      this.#passed.set(spot, turn)
      if (this.#point && spotOf(this.#point) === spot && this.#point.turn === turn) die()
    }
  }
}

/** No handler runs, nothing is flushed: what is not with the operating system by now is lost. */
function die(): never {
  process.kill(process.pid, 'SIGKILL')
  for (;;);
}

/** The real parts, each of which may be the last thing that the server does. */
export function mortalParts(deps: Deps, fate: Fate, witness: Witness): Deps {
  return {
    ...deps,
    store: mortalStore(deps.store, fate, witness),
    smsSender: { send: (message) => passing(fate, ['send sms'], () => deps.smsSender.send(message)) },
    mailer: { send: (mail) => passing(fate, ['send email'], () => deps.mailer.send(mail)) },
  }
}

async function passing<T>(fate: Fate, places: readonly string[], call: () => Promise<T>): Promise<T> {
  fate.pass('before', places)
  const result = await call()
  fate.pass('after', places)
  return result
}

function mortalStore(store: Store, fate: Fate, witness: Witness): Store {
  return new Proxy(store, {
    get(target, verb: string) {
      const method: unknown = Reflect.get(target, verb)
      if (typeof method !== 'function' || !writes(verb)) return method
      return (...args: unknown[]) => {
        const places = placesOf(verb, args)
        const subject = subjectOf(args)
        return passing(fate, places, async () => {
          witness.note({ verb, state: 'begun', subject })
          const result: unknown = await method.apply(target, withMortalCallbacks(args, fate, places))
          witness.note({ verb, state: 'done', subject, result })
          return result
        })
      }
    },
  })
}

/** Callbacks run inside of the store's transaction: whoever dies there leaves one that was never committed. */
function withMortalCallbacks(args: unknown[], fate: Fate, places: readonly string[]): unknown[] {
  const mortal = (callback: unknown) => (series: Series) => {
    fate.pass('within', places)
    return (callback as (series: Series) => unknown)(series)
  }
  return args.map((arg) => {
    if (typeof arg === 'function') return mortal(arg)
    if (!Array.isArray(arg)) return arg
    return arg.map((part) => (part?.do === 'change-series' ? { ...part, change: mortal(part.change) } : part))
  })
}

/** What a verb is about: an id, or the row's. */
function subjectOf([first]: unknown[]): string {
  if (typeof first === 'string') return first
  const { sessionId, id, key } = (first ?? {}) as Record<string, unknown>
  return String(sessionId ?? id ?? key ?? '')
}
