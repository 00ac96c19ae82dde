import type { Random } from '../ports/random.ts'

/** An id that nobody can guess: a prefix that tells its kind and 128 random bits. */
export function newId(random: Random, prefix: 'ses' | 'usr' | 'msg' | 'evt' | 'ntc' | 'act'): string {
  return `${prefix}_${random.bytes(16).toString('base64url')}`
}
