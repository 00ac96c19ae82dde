import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from './clean-text.ts'

describe('cleanText', () => {
  it.each([
    ['Café  du\tNord', 'Café du Nord'],
    ['Cafe\u0301', 'Café'],
    ['one\r\ntwo\u2028three\u0085four', 'one two three four'],
    ['a\u202eb\u2066c\u200bd\ufeffe\u00adf', 'abcdef'],
    ['a\u0000b\u001bc\u007fd', 'a b c d'],
    ['\u3164\u115fx\uffa0', 'x'],
    ['\ue000\ufffdx\ud800', 'x'],
    ['  trimmed  ', 'trimmed'],
    ['شركة النور', 'شركة النور'],
    ['株式会社ノース', '株式会社ノース'],
    ['O’Neill & Söhne', 'O’Neill & Söhne'],
    ['\u200b\u200b', ''],
  ])('DL-07 %j becomes %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean)
  })

  it('DL-07 cuts whole letters and says so', () => {
    expect(cleanText('x'.repeat(61))).toBe(`${'x'.repeat(59)}…`)
    expect(cleanText('x'.repeat(60))).toBe('x'.repeat(60))
    expect(cleanText('é'.normalize('NFD').repeat(100), 10)).toBe(`${'é'.repeat(9)}…`)
    expect(cleanText('👍🏽'.repeat(100), 3)).toBe('👍🏽👍🏽…')
  })

  it('DL-07 is one bounded, well-formed line, and stays as it is when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 2, max: 80 }), (text, longest) => {
        const clean = cleanText(text, longest)
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]| {2}|^ | $/u)
        expect(clean.length).toBeLessThanOrEqual(longest * 4 + 1)
        expect(clean.isWellFormed()).toBe(true)
        expect(cleanText(clean, 400)).toBe(clean)
      }),
    )
  })
})
