import type { Effect, Store, TimedEvent } from '../../db/store.ts'
import type { SessionEvent } from '../../lib/sca/events.ts'

/**
 * An instant at which the server dies: before a call of one of its parts, after it (the write is durable, nobody has been
 * told), or within it (inside of the open transaction).
 */
export interface Point {
  readonly when: 'before' | 'within' | 'after'
  /** A verb of the store, a kind of record, a message that is handed over, the commit of a transaction. */
  readonly place: string
  /** The how manieth time it is reached. */
  readonly turn: number
}

/** A point without its turn, as it is counted. */
export type Spot = `${Point['when']} ${string}`

export function spotOf({ when, place }: Pick<Point, 'when' | 'place'>): Spot {
  return `${when} ${place}`
}

export function pointAt(spot: Spot, turn: number): Point {
  const [when, ...place] = spot.split(' ')
  return { when: when as Point['when'], place: place.join(' '), turn }
}

/** Verbs that write nothing. Whatever else the port has, now or later, is a place to die at. */
const reading = /^(find|load|list|recall|on[A-Z])|^(passkeyExists|epochMet|ping|close)$/

export function writes(verb: string): verb is keyof Store {
  return !reading.test(verb)
}

const proofs: readonly SessionEvent['type'][] = [
  'passkey-used',
  'email-code-accepted',
  'pin-repeated',
  'phone-confirmed',
  'identity-confirmed',
]

/** The names by which a call of the store goes: `record` is many things, and each has a name of its own. */
export function placesOf(verb: string, args: readonly unknown[]): string[] {
  if (verb !== 'record') return [verb]
  const [, , events, effects = []] = args as [string, number, TimedEvent[], Effect[]?]
  const types = events.map(({ event }) => event.type)
  const does = new Set(effects.map((effect) => effect.do))
  return [
    'record',
    ...(types.some((type) => proofs.includes(type)) ? ['record proof'] : []),
    ...(types.includes('verdict-refused') ? ['record verdict'] : []),
    ...(types.some((type) => type === 'claimed' || type === 'taken-over') ? ['record claim'] : []),
    ...(does.has('put-challenge') ? ['record challenge put'] : []),
    ...(does.has('consume-challenge') ? ['record challenge consumed'] : []),
    ...(does.has('stage') ? ['record credential staged'] : []),
  ]
}
