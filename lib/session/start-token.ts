import { tokenHash } from '../keys/hash.ts'
import type { Random } from '../ports/random.ts'
import { timePrefix } from './time-prefix.ts'

const timeLength = timePrefix(0).length
const shape = /^sca_[A-Za-z0-9_-]{43}$/

/** The token of a RedirectUrl: `sca_` and 43 characters, its time and 208 random bits. In: chance, epoch milliseconds. */
export function newStartToken(random: Random, at: number): string {
  return `sca_${timePrefix(at)}${random.bytes(26).toString('base64url')}`
}

/** Is it made like a start token? In: whatever somebody brings. */
export function isStartToken(token: string): boolean {
  return shape.test(token)
}

/** What is stored of a start token: its time, so that those of one time are neighbours, and the hash of all of it (SES-01). */
export function startTokenHash(token: string): string {
  return token.slice('sca_'.length).slice(0, timeLength) + tokenHash(token)
}
