import type { Effect, Store } from '../../db/store.ts'
import type { Deps } from '../../lib/session/deps.ts'
import { type Point, placesOf, type Spot, spotOf, writes } from './points.ts'
import type { Witness } from './witness.ts'

/** Where the server is to die next, and how often it has passed each spot since that was said. */
export class Fate {
  #point: Point | null
  #passed = new Map<Spot, number>()
  readonly #witness: Witness
  /** Verbs whose calls are under way, so that a commit can be named by what it is about. */
  readonly pending = new Set<string>()

  constructor(point: Point | null, witness: Witness) {
    this.#point = point
    this.#witness = witness
  }

  arm(point: Point | null): void {
    this.#point = point
    this.#passed = new Map()
  }

  /** The end of a transaction: what one verb writes must be in one, and nobody may be told before. */
  passCommit(when: Point['when']): void {
    this.pass(when, ['commit', ...[...this.pending].map((verb) => `commit of ${verb}`)])
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
      if (this.#point && spotOf(this.#point) === spot && this.#point.turn === turn) this.#die(when, places)
    }
  }

  /** No handler runs, nothing is flushed: what is not with the operating system by now is lost. */
  #die(when: Point['when'], places: readonly string[]): never {
    this.#witness.note({ verb: when, state: 'died', subject: '', result: places })
    process.kill(process.pid, 'SIGKILL')
    for (;;);
  }
}

/** The real parts, each of which may be the last thing that the server does. */
export function mortalParts(deps: Deps, fate: Fate, witness: Witness): Deps {
  return {
    ...deps,
    store: mortalStore(deps.store, fate, witness),
    smsSender: {
      ...deps.smsSender,
      send: (message) => passing(fate, ['send sms'], () => deps.smsSender.send(message)),
    },
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
          witness.note({ verb, state: 'begun', subject, gives: gives(verb, args) })
          fate.pending.add(verb)
          const result: unknown = await method.apply(target, withMortalCallbacks(args, fate, places))
          fate.pending.delete(verb)
          witness.note({ verb, state: 'done', subject, result })
          return result
        })
      }
    },
  })
}

/** Callbacks run inside of the store's transaction: whoever dies there leaves one that was never committed. */
function withMortalCallbacks(args: unknown[], fate: Fate, places: readonly string[]): unknown[] {
  const mortal =
    (callback: unknown) =>
    (...given: unknown[]) => {
      fate.pass('within', places)
      return (callback as (...given: unknown[]) => unknown)(...given)
    }
  return args.map((arg) => {
    if (typeof arg === 'function') return mortal(arg)
    if (!Array.isArray(arg)) return arg
    return arg.map((part) => (part?.do === 'change-series' ? { ...part, change: mortal(part.change) } : part))
  })
}

function gives(verb: string, args: readonly unknown[]): boolean {
  if (verb !== 'record') return verb === 'changeSeries' || verb === 'finishOnce'
  return ((args[3] ?? []) as Effect[]).some((effect) => effect.do === 'change-series')
}

/** What a verb is about: an id, or the row's. */
function subjectOf([first]: unknown[]): string {
  if (typeof first === 'string') return first
  const { sessionId, id, key } = (first ?? {}) as Record<string, unknown>
  return String(sessionId ?? id ?? key ?? '')
}
