import { describe, expect, it } from 'vitest'
import { gsmSign } from './gsm-alphabet.ts'
import { smppParts } from './smpp-parts.ts'

const sizes = (text: string, alphabet: 'gsm' | 'latin1' | 'ucs2' = 'gsm') =>
  smppParts(text, 'r', alphabet).map(({ data_coding, short_message }) => [data_coding, short_message.length])

describe('a text as short messages', () => {
  it('SMS-01 keeps every sign of the last line at its place in GSM 03.38', () => {
    const [part] = smppParts('a\n@sca.example #042731', 'r', 'gsm')
    expect(part).toMatchObject({ data_coding: 0, esm_class: 0 })
    expect([...(part?.short_message ?? [])].slice(0, 4)).toEqual([0x61, 0x0a, 0x00, 0x73])
    expect(part?.short_message.at(-7)).toBe(0x23)
  })

  it.each([
    ['a'.repeat(160), [[0, 160]]],
    [
      'a'.repeat(161),
      [
        [0, 159],
        [0, 14],
      ],
    ],
    ['€'.repeat(80), [[0, 160]]],
    ['ê'.repeat(70), [[8, 140]]],
    [
      'ê'.repeat(71),
      [
        [8, 140],
        [8, 14],
      ],
    ],
    ['', [[0, 0]]],
  ])('%s is cut where a phone expects it', (text, parts) => {
    expect(sizes(text)).toEqual(parts)
  })

  it('cuts neither an escape from its sign nor a pair in two', () => {
    const escapes = smppParts(`${'a'.repeat(152)}€${'b'.repeat(20)}`, 'r', 'gsm')
    expect(escapes.map(({ short_message }) => short_message.length)).toEqual([158, 28])
    const pairs = smppParts(`${'ê'.repeat(66)}😀${'b'.repeat(20)}`, 'r', 'gsm')
    expect(pairs.map(({ short_message }) => short_message.length)).toEqual([138, 50])
  })

  it('says in each part which text it belongs to, the same at every attempt', () => {
    const headers = (reference: string) =>
      smppParts('a'.repeat(400), reference, 'gsm').map(({ esm_class, short_message }) => [
        esm_class,
        ...short_message.subarray(0, 6),
      ])
    const [first = []] = headers('ses_1.code_1')
    const number = first[4]
    expect(headers('ses_1.code_1')).toEqual([1, 2, 3].map((part) => [0x40, 5, 0, 3, number, 3, part]))
    expect(headers('ses_1.code_2')[0]?.[4]).not.toBe(number)
  })

  it('writes Latin-1 or UCS-2 for an SMSC whose own alphabet that is', () => {
    expect(smppParts('@é', 'r', 'latin1')[0]).toMatchObject({
      data_coding: 0,
      short_message: Buffer.from([0x40, 0xe9]),
    })
    expect(smppParts('Ω', 'r', 'latin1')[0]).toMatchObject({ data_coding: 8, short_message: Buffer.from([0x03, 0xa9]) })
    expect(smppParts('a', 'r', 'ucs2')[0]).toMatchObject({ data_coding: 8, short_message: Buffer.from([0, 0x61]) })
  })

  it('has each of the 127 signs of the alphabet once, and the ten behind the escape', () => {
    const all = Array.from({ length: 0x24ff }, (_, code) => String.fromCodePoint(code))
    const written = all.flatMap((sign) => gsmSign(sign) ?? []).length
    const single = all.map(gsmSign).filter((bytes) => bytes?.length === 1)
    expect(new Set(single.flat()).size).toBe(127)
    expect(single).toHaveLength(127)
    expect(written).toBe(127 + 2 * 10)
  })
})
