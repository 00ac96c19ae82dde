import { isRefused, type Refused } from '../../sca/refusal.ts'
import { hashPin } from './hash-pin.ts'
import { type HashQueue, processHashQueue } from './hash-queue.ts'
import type { PepperKeys } from './pepper-keys.ts'

/**
 * The work of one check without a PIN to check, so that a user who has none is not told apart by the time.
 * Out: null, or `busy` exactly as a check would have been.
 */
export async function burnHash(keys: PepperKeys, queue: HashQueue = processHashQueue()): Promise<Refused | null> {
  const row = await hashPin('000000', keys, 0, queue)
  return isRefused(row) ? row : null
}
