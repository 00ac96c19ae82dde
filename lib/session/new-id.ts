import type { Random } from '../ports/random.ts'
import { timePrefix } from './time-prefix.ts'

/**
 * An id that nobody can guess: a prefix that tells its kind, its time, 112 random bits. In: chance, the kind, epoch
 * milliseconds.
 */
export function newId(random: Random, prefix: 'ses' | 'usr' | 'msg' | 'evt' | 'ntc' | 'act', at: number): string {
  return `${prefix}_${timePrefix(at)}${random.bytes(14).toString('base64url')}`
}
