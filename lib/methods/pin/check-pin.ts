import { hash, verify } from '@node-rs/argon2'
import type { PinRow } from '../../../db/store.ts'
import type { Refused } from '../../sca/refusal.ts'
import { argon2Parameters, isOutdated } from './argon2-parameters.ts'
import { type HashQueue, processHashQueue } from './hash-queue.ts'
import { pepper } from './pepper.ts'
import type { PepperKeys } from './pepper-keys.ts'

export interface PinVerdict {
  readonly right: boolean
  /** The row to store in place of the old one: it was right, and its pepper or parameters are no longer today's. */
  readonly rehash: PinRow | null
}

/**
 * Whether this is the user's PIN. An outdated row is hashed anew whether the PIN is right or not, so that the time tells
 * nothing. In: six ASCII digits, the stored row, the peppers. Out: the verdict, or `busy`.
 * Throws when the row's pepper is unknown or its hash is broken: that is our fault and no verdict.
 */
export function checkPin(
  pin: string,
  row: PinRow,
  keys: PepperKeys,
  queue: HashQueue = processHashQueue(),
): Promise<PinVerdict | Refused> {
  return queue(async () => {
    const right = await verify(row.hash, pepper(pin, keys, row.pepperKeyId))
    if (row.pepperKeyId === keys.currentId && !isOutdated(row.hash)) return { right, rehash: null }
    const renewed = await hash(pepper(pin, keys, keys.currentId), argon2Parameters)
    return { right, rehash: right ? { hash: renewed, pepperKeyId: keys.currentId, createdAt: row.createdAt } : null }
  })
}
