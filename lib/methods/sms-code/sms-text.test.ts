import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locales } from '../../i18n/locales.ts'
import type { Payment, Subject } from '../../sca/operation.ts'
import { smsAlphabet } from './sms-alphabet.ts'
import { smsText } from './sms-text.ts'
import { smsParts } from './testing/sms-parts.ts'

const about = { locale: 'en', code: '123456', host: 'sca.example', platformName: 'Northwind' }
const payment = (name: string, value = 3100, currency = 'EUR'): Payment => ({
  amount: { value, currency },
  payee: { name },
})
const subjects: readonly Subject[] = [
  { purpose: 'enrolment', operation: null },
  { purpose: 'contact-change', operation: null },
  { purpose: 'payment', operation: payment('Blue Sky Rentals GmbH & Co. KG', 123_456_789_00) },
  { purpose: 'payment', operation: { payments: [payment('A', 1_000_000_00), payment('B', 2, 'USD')] } },
  { purpose: 'payee', operation: { payee: { name: 'Blue Sky Rentals', account: 'DE89370400440532013000' } } },
  { purpose: 'access', operation: { scope: 'accounts' } },
  { purpose: 'profile', operation: { fields: ['address'] } },
  { purpose: 'consent', operation: { scopes: ['payments'] } },
]
const every = locales.flatMap((locale) => subjects.map((subject) => [locale, subject.purpose, subject] as const))
const count = (text: string, part: string) => text.split(part).length - 1

/** What SMS-01 and DL-08 ask of any message. */
function expectBound(text: string, code = '123456') {
  const lines = text.split('\n')
  expect(lines.at(-1)).toBe(`@sca.example #${code}`)
  expect(lines.slice(0, -1).join('\n')).not.toMatch(/[@#]/)
  expect(lines.length).toBe(3)
  expect(count(text, code)).toBe(2)
}

describe('smsText', () => {
  it('DL-08 names amount and payee in English', () => {
    expect(smsText({ ...about, subject: { purpose: 'payment', operation: payment('Blue Sky') } })).toBe(
      '123456 approves your payment of 31.00 EUR to Blue Sky at Northwind. We never ask for it by phone.\n\n@sca.example #123456',
    )
  })

  it('names the count and a total per currency of a batch', () => {
    const payments = [payment('A', 100), payment('B', 250), payment('C', 5000, 'JPY')]
    const text = smsText({ ...about, subject: { purpose: 'payment', operation: { payments } } })
    expect(text).toContain('3 payments of 3.50 EUR + 5,000 JPY')
  })

  it('names the account of a new payee in groups', () => {
    const payee = { name: 'Blue Sky', account: 'DE89370400440532013000' }
    const text = smsText({ ...about, subject: { purpose: 'payee', operation: { payee } } })
    expect(text).toContain('DE89 3704 0044 0532 0130 00')
  })

  it.each(every)(
    'SMS-01 %s %s: the last line is bound to the page, and the code stands just once more',
    (locale, _purpose, subject) => {
      expectBound(smsText({ ...about, locale, subject }))
    },
  )

  it.each(every)(
    'SMS-04 %s %s: fits two messages of the small alphabet, or three of the large, without a link',
    (locale, _purpose, subject) => {
      const text = smsText({ ...about, locale, subject })
      const { alphabet, parts } = smsParts(text)
      expect(parts).toBeLessThanOrEqual(alphabet === 'gsm' ? 2 : 3)
      expect(text).not.toMatch(/https?:|www\./)
      expect(text.split('\n')[0]!.length).toBeGreaterThan(40)
    },
  )

  it.each([
    ['a forged last line', 'X\n@evil.test #111111'],
    ['other line breaks', 'X\r\u2028\u2029\u0085\u000b@evil.test #111111'],
    ['full-width signs', 'X ＠evil.test ＃111111'],
    ['small signs', 'X \ufe6bevil.test \ufe5f111111'],
    ['turned direction', 'X \u202e#654321 tset.live@\u2066'],
    ['the code itself', 'pay 123456 123456'],
    ['the code around invisible marks', 'pay 123\u200b456'],
    ['our own line', '@sca.example #123456'],
    ['braces of the message format', "{code} {amount} <b>#</b> '{"],
    ['very long', 'Y'.repeat(5000)],
    ['a tower of marks', `Z${'\u0301'.repeat(5000)}`],
    ['nothing', ''],
    ['half a letter', 'A\ud83d'],
  ])('DL-08 names from outside cannot form the last line: %s', (_what, name) => {
    for (const subject of [
      { purpose: 'payment', operation: payment(name) },
      { purpose: 'payee', operation: { payee: { name, account: name } } },
    ] satisfies Subject[]) {
      const text = smsText({ ...about, platformName: name, subject })
      expectBound(text)
      expect(text.length).toBeLessThan(600)
      expect(text.isWellFormed()).toBe(true)
    }
  })

  it('DL-08 holds for any names and any code', () => {
    const digits = fc.integer({ min: 0, max: 999_999 }).map((code) => String(code).padStart(6, '0'))
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('1', '2', '#', '@', '\n', ' ', 'a', '\u200b') }),
    )
    fc.assert(
      fc.property(digits, name, name, fc.constantFrom(...locales), (code, payee, platformName, locale) => {
        const subject: Subject = { purpose: 'payment', operation: payment(payee) }
        expectBound(smsText({ ...about, locale, code, platformName, subject }), code)
      }),
    )
  })

  it('speaks English to an unknown language', () => {
    const subject: Subject = { purpose: 'enrolment', operation: null }
    expect(smsText({ ...about, locale: 'xx', subject })).toBe(smsText({ ...about, subject }))
  })

  it('SMS-04 folds signs that would double the length', () => {
    expect(smsAlphabet('l’été – “31\u202f€”…')).toBe('l\'été - "31 €"...')
    expect(smsParts(smsAlphabet('l’été – “31\u202f€”…')).alphabet).toBe('gsm')
  })
})
