import type { Method, Outcome, Purpose } from '../sca/words.ts'

/** What a platform is told by webhook. Closed: a type keeps its meaning for ever. */
export const eventTypes = [
  'session.succeeded',
  'session.refused',
  'session.failed',
  'session.expired',
  'session.cancelled',
  'user.enrolled',
  'factor.added',
  'factor.replaced',
  'factor.removed',
  'user.blocked',
  'user.unblocked',
] as const
export type EventType = (typeof eventTypes)[number]

/**
 * What each type says beside its type and time: ids and classes, never a contact, an amount or a secret. `userId` is the
 * platform's own id. Details are fetched with the API, so a notification that falls into wrong hands tells little.
 */
export type EventData = {
  readonly [T in `session.${Outcome}`]: {
    readonly userId: string
    readonly purpose: Purpose
    readonly status: Outcome
    /** As the API tells it; null where the status says it all. */
    readonly reason: string | null
  }
} & {
  readonly 'user.enrolled': { readonly userId: string }
  readonly 'factor.added': { readonly userId: string; readonly method: Method }
  readonly 'factor.replaced': { readonly userId: string; readonly method: Method }
  readonly 'factor.removed': { readonly userId: string; readonly method: Method }
  /** `until` is ISO 8601; null: until the platform lifts it. `not-me`: the user reported a change as somebody else's. */
  readonly 'user.blocked': { readonly userId: string; readonly until: string | null; readonly reason?: 'not-me' }
  readonly 'user.unblocked': { readonly userId: string }
}
