import type { Random } from '../ports/random.ts'

/** Where the time of ids begins, so that eight characters of it last until 2109. */
const beginsAt = Date.UTC(2020, 0)

/**
 * An id that nobody can guess: a prefix that tells its kind, the time in eight characters, 112 random bits. Ids of the same
 * time are neighbours, so that rows made together lie together in every index by them: rows all over an index cost a write
 * each (RFC 9562 section 2.1). In: chance, the kind, epoch milliseconds.
 */
export function newId(random: Random, prefix: 'ses' | 'usr' | 'msg' | 'evt' | 'ntc' | 'act', at: number): string {
  const time = Math.max(0, at - beginsAt)
    .toString(36)
    .padStart(8, '0')
  return `${prefix}_${time}${random.bytes(14).toString('base64url')}`
}
