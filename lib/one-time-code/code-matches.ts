import { timingSafeEqual } from 'node:crypto'

/** Compares the stored hash of a code with that of a candidate, in a time that tells nothing of how much is equal. */
export function codeMatches(expectedHash: string, candidateHash: string): boolean {
  const expected = Buffer.from(expectedHash, 'utf8')
  const candidate = Buffer.from(candidateHash, 'utf8')
  return expected.length === candidate.length && timingSafeEqual(expected, candidate)
}
