import type { Trouble } from '../../db/trouble.ts'

/** What is looked at before a server may serve. Every word is fit for strangers: no names, no addresses, no numbers. */
export interface Checks {
  /** Does it answer, and does it take writes? */
  readonly database: 'ok' | Trouble | 'fault' | 'unknown'
  /** `newer`: another version has brought it up to date, as while one is rolled out. */
  readonly schema: 'ok' | 'newer' | 'older' | 'unknown'
  /** `lost`: history went backwards, and no new epoch could be begun yet. */
  readonly epoch: 'ok' | 'lost' | 'unknown'
  /** `lost`: somebody moved or replaced the file under the server. */
  readonly lease: 'ok' | 'lost' | 'unknown'
  /** Ours against the database's. */
  readonly clock: 'ok' | 'ahead' | 'behind' | 'unknown'
  /** `lost`: the store of keys has not had those in use for longer than was allowed. */
  readonly keys: 'ok' | 'lost' | 'unknown'
  readonly serving: 'ok' | 'draining'
}

export interface Report {
  readonly ready: boolean
  readonly checks: Checks
}

/** Nothing is known but that there is trouble. */
export function inTrouble(database: Checks['database']): Omit<Checks, 'serving'> {
  return { database, schema: 'unknown', epoch: 'unknown', lease: 'unknown', clock: 'unknown', keys: 'unknown' }
}

/** May a server with these findings be sent requests? */
export function isReady({ schema, ...others }: Checks): boolean {
  return (schema === 'ok' || schema === 'newer') && Object.values(others).every((word) => word === 'ok')
}

/**
 * What must stop everything, although the database would take it: what was answered may not hold, or a time that is wrong
 * would decide. Trouble with the database needs no such stop: each write finds out by itself, and goes on when it is over.
 */
export function stops({ epoch, lease, clock, schema, keys }: Checks): boolean {
  const lost = epoch === 'lost' || lease === 'lost' || keys === 'lost'
  return lost || clock === 'ahead' || clock === 'behind' || schema === 'older'
}
