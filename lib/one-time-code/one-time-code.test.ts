import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { systemRandom } from '../ports/random.ts'
import { codeMatches } from './code-matches.ts'
import { drawCode } from './draw-code.ts'
import { type CodeBinding, hashCode } from './hash-code.ts'
import { normaliseCode } from './normalise-code.ts'

const key = Buffer.alloc(32, 7)
const bound: CodeBinding = { sessionId: 'ses_1', kind: 'sms-code', operationHash: 'h1', target: '+33611111111' }

describe('drawing', () => {
  it('OTP-01 asks the random port for one of a million and keeps leading zeros', () => {
    const asked: number[] = []
    const fixed = (value: number) => ({
      bytes: () => Buffer.alloc(0),
      below: (limit: number) => {
        asked.push(limit)
        return value
      },
    })
    expect([0, 7, 731, 42_000, 999_999].map((value) => drawCode(fixed(value)))).toEqual([
      '000000',
      '000007',
      '000731',
      '042000',
      '999999',
    ])
    expect(new Set(asked)).toEqual(new Set([1_000_000]))
  })

  it('OTP-01 is uniform: chi-square over the six positions of 200,000 draws', () => {
    const draws = 200_000
    const counts = Array.from({ length: 6 }, () => new Array<number>(10).fill(0))
    for (let draw = 0; draw < draws; draw++) {
      const code = drawCode(systemRandom)
      for (let place = 0; place < 6; place++) counts[place]![Number(code[place])]! += 1
    }
    const chi = counts.flat().reduce((sum, count) => sum + (count - draws / 10) ** 2 / (draws / 10), 0)
    // 54 degrees of freedom: above 130 with a chance of less than one in ten million.
    expect(chi).toBeLessThan(130)
  })
})

describe('reading', () => {
  it.each([
    ['123456'],
    [' 123 456 '],
    ['123-456'],
    ['12 34 56'],
    ['123\u00a0456'],
    ['123\u2011456'],
    ['\u202a123456\u202c'],
    ['\u200b123\u200b456'],
    ['１２３４５６'],
    ['１２３　４５６'],
    ['١٢٣٤٥٦'],
    ['۱۲۳۴۵۶'],
    ['१२३४५६'],
    ['১২৩৪৫৬'],
    ['123456\r\n'],
  ])('SMS-02 reads %j as 123456', (typed) => {
    expect(normaliseCode(typed)).toBe('123456')
  })

  it('keeps leading zeros in every script', () => {
    expect(normaliseCode('000 731')).toBe('000731')
    expect(normaliseCode('٠٠٠٧٣١')).toBe('000731')
  })

  it.each([
    [''],
    ['12345'],
    ['1234567'],
    ['12345a'],
    ['G-123456'],
    ['123.456'],
    ['+123456'],
    ['１２３４５'],
    ['①②③④⑤⑥'],
    ['½23456'],
    [`123456${' '.repeat(100)}`],
    ['\ud83d123456'],
  ])('refuses %j', (typed) => {
    expect(normaliseCode(typed)).toBeNull()
  })

  it('answers six ASCII digits or null, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => /^[0-9]{6}$/.test(normaliseCode(typed) ?? '000000')),
    )
  })
})

describe('binding', () => {
  it('OTP-06 is stable for what it is bound to, and shows nothing of the code', () => {
    const hash = hashCode(key, bound, '000731')
    expect(hash).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(codeMatches(hash, hashCode(key, { ...bound }, '000731'))).toBe(true)
  })

  const others: [string, CodeBinding, string, Buffer][] = [
    ['session', { ...bound, sessionId: 'ses_2' }, '000731', key],
    ['kind', { ...bound, kind: 'email-code' }, '000731', key],
    ['operation', { ...bound, operationHash: 'h2' }, '000731', key],
    ['target', { ...bound, target: '+33611111112' }, '000731', key],
    ['code', bound, '000732', key],
    ['key', bound, '000731', Buffer.alloc(32, 8)],
  ]
  it.each(others)('OTP-03 is worth nothing for another %s', (_what, other, code, otherKey) => {
    expect(codeMatches(hashCode(key, bound, '000731'), hashCode(otherKey, other, code))).toBe(false)
  })

  it('OTP-03 two different bindings never run together to the same bytes', () => {
    const fields = fc.tuple(fc.string(), fc.string(), fc.string(), fc.string())
    const hash = ([sessionId, kind, operationHash, target]: [string, string, string, string]) =>
      hashCode(key, { sessionId, kind, operationHash, target }, '123456')
    fc.assert(
      fc.property(fields, fields, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other))
        return hash(one) !== hash(other)
      }),
    )
    expect(hash(['ab', 'c', '', ''])).not.toBe(hash(['a', 'bc', '', '']))
    expect(hash(['a","b', 'c', '', ''])).not.toBe(hash(['a', 'b","c', '', '']))
  })

  it('compares hashes of other lengths without a fault', () => {
    expect(codeMatches('', 'a')).toBe(false)
    expect(codeMatches(hashCode(key, bound, '000731'), '')).toBe(false)
    expect(codeMatches('é', 'e')).toBe(false)
  })
})
