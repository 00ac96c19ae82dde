import { redeemableMs } from '../lib/sca/lifetimes.ts'
import type { PurgeBatch } from './keeping.ts'

const dayMs = 86_400_000

/**
 * Up to which moment a batch may go at the most, whatever the caller says: nothing goes before its time, and a session
 * stays whole for as long as its receipt can be had. In: what is asked for. Out: epoch milliseconds.
 */
export function purgeableUpTo({ kind, upTo, at }: Omit<PurgeBatch, 'limit'>): number {
  const needed = kind === 'sessions' || kind === 'session-details'
  // The last moment at which a receipt can be had belongs to the platform.
  return Math.min(upTo, needed ? at - redeemableMs - 1 : at)
}

/** Begin of the day (UTC) to whose record a purge is added. */
export function purgeDay(at: number): number {
  return Math.floor(at / dayMs) * dayMs
}
