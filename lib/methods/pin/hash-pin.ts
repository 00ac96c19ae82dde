import { hash } from '@node-rs/argon2'
import type { PinRow } from '../../../db/store.ts'
import type { Refused } from '../../sca/refusal.ts'
import { argon2Parameters } from './argon2-parameters.ts'
import { type HashQueue, processHashQueue } from './hash-queue.ts'
import { pepper } from './pepper.ts'
import type { PepperKeys } from './pepper-keys.ts'

/**
 * What is stored of a PIN: argon2id with its own salt over the peppered PIN (PIN-03).
 * In: six ASCII digits, the peppers, epoch milliseconds. Out: the row, or `busy` when too many hashes wait already.
 */
export function hashPin(
  pin: string,
  keys: PepperKeys,
  now: number,
  queue: HashQueue = processHashQueue(),
): Promise<PinRow | Refused> {
  return queue(async () => ({
    hash: await hash(pepper(pin, keys, keys.currentId), argon2Parameters),
    pepperKeyId: keys.currentId,
    createdAt: now,
  }))
}
