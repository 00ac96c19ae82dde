import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { systemRandom } from '../ports/random.ts'
import { isStartToken, newStartToken, startTokenHash } from './start-token.ts'

const at = Date.UTC(2026, 10, 22)

it('SES-01 holds 208 random bits after its time, and fills what the format has', () => {
  const drawn: number[] = []
  const random = {
    ...systemRandom,
    bytes(length: number) {
      drawn.push(length)
      return systemRandom.bytes(length)
    },
  }
  const tokens = Array.from({ length: 200 }, () => newStartToken(random, at))
  expect(new Set(tokens.map((token) => token.slice(12))).size).toBe(200)
  expect(new Set(tokens.map((token) => token.slice(0, 12)))).toEqual(new Set(['sca_2rwjb400']))
  expect(new Set(drawn)).toEqual(new Set([26]))
  for (const token of tokens) {
    expect(token).toMatch(/^sca_[\w-]{43}$/)
    expect(isStartToken(token)).toBe(true)
  }
})

it('SES-01 keeps a hash of all of it, in the order of its time', () => {
  const token = newStartToken(systemRandom, at)
  expect(startTokenHash(token)).toBe(`2rwjb400${createHash('sha256').update(token).digest('hex')}`)
  const later = [0, 1, 60_000, 86_400_000].map((ms) => startTokenHash(newStartToken(systemRandom, at + ms)))
  expect(later.toSorted()).toEqual(later)
})

it('a token with another time is another token', () => {
  const token = newStartToken(systemRandom, at)
  const moved = `sca_2rwjb401${token.slice(12)}`
  expect(startTokenHash(moved).slice(8)).not.toBe(startTokenHash(token).slice(8))
})

it.each(['', 'sca_', 'sca_short', `sca_${'a'.repeat(44)}`, `ak_live_${'a'.repeat(43)}`, `sca_${'a'.repeat(42)}\n`])(
  'SES-02 takes %j for no token',
  (token) => expect(isStartToken(token)).toBe(false),
)
