import { currentSecret, secretById } from '../keys/ring.ts'
import type { PepperKeys } from '../methods/pin/pepper-keys.ts'
import type { Deps } from './deps.ts'

/** The peppers of the ring, as the PIN method takes them. */
export function pepperKeys({ config }: Pick<Deps, 'config'>): PepperKeys {
  return {
    currentId: currentSecret(config.keys, 'pepper').id,
    key: (id) => secretById(config.keys, 'pepper', id),
  }
}
