import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAccount } from './account.ts'
import { cleanText } from './clean-text.ts'
import { currencyExponent, knownCurrencies } from './currencies.ts'
import { isFault, normaliseOperation, type OperationInput, type PaymentInput } from './normalise-operation.ts'
import type { Payment } from './operation.ts'
import { purposes } from './words.ts'

const iban = 'FR7630006000011234567890189'
const paying = (change: object = {}): PaymentInput => ({
  amount: { value: 3100, currency: 'EUR' },
  payee: { name: 'Northwind', account: iban },
  ...change,
})
const problemOf = (input: OperationInput) => {
  const read = normaliseOperation('payment', input)
  return isFault(read) ? read.problem : null
}

describe('DL-07 the payee that is shown is the payee that is bound', () => {
  it.each([
    ['blanks are folded', '  North \t\n wind  ', 'North wind'],
    ['no-break and Braille blanks are blanks', 'North\u00a0\u2800\u3000wind', 'North wind'],
    ['overrides of direction are dropped', 'dniw\u202ehtroN\u202c', 'dniwhtroN'],
    ['isolates are dropped', '\u2066North\u2069wind', 'Northwind'],
    ['zero-width characters are dropped', 'N\u200bo\u200cr\u200dt\ufeffh\u2060wind', 'Northwind'],
    ['controls are dropped', 'North\u0000\u0007\u001bwind', 'Northwind'],
    ['a line end cannot begin a line', 'X\n@evil.test #111111', 'X @evil.test #111111'],
    ['invisible letters are dropped', 'North\u3164\u115fwind', 'Northwind'],
    ['tags are dropped', 'North\u{e0041}wind', 'Northwind'],
    ['halves of surrogate pairs are dropped', 'North\ud800wind', 'Northwind'],
    ['it is NFC', 'Cafe\u0301', 'Café'],
    ['also after something was dropped', 'Cafe\u200b\u0301', 'Café'],
    ['right-to-left scripts stay', 'שלום', 'שלום'],
    ['look-alikes stay: they are other letters', 'Nоrthwind', 'Nоrthwind'],
  ])('%s', (_, name, expected) => {
    const read = normaliseOperation('payment', paying({ payee: { name } }))
    expect(read).toEqual({ purpose: 'payment', operation: { amount: paying().amount, payee: { name: expected } } })
  })

  it.each(['', '   ', '\u200b', '\u202e\u2066', '\u0301', '\u2800', 'x'.repeat(141), '😀'.repeat(141)])(
    'nothing visible, or too much of it, is refused: %j',
    (name) => {
      expect(problemOf(paying({ payee: { name } }))).toBe('payee-invalid')
    },
  )

  it('140 characters are counted as characters', () => {
    expect(problemOf(paying({ payee: { name: '😀'.repeat(140) } }))).toBeNull()
  })

  it('cleaning twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const once = cleanText(text)
        expect(cleanText(once)).toBe(once)
        expect(once).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\n\r]|^ | $| {2}/u)
      }),
    )
  })
})

describe('DL-11 amounts', () => {
  it.each([0, -1, 1.5, 31.0000001, Number.NaN, Number.POSITIVE_INFINITY, 10 ** 12 + 1, -0, 2 ** 60])(
    '%d is refused',
    (value) => {
      expect(problemOf(paying({ amount: { value, currency: 'EUR' } }))).toBe('amount-invalid')
    },
  )

  it.each([1, 3100, 10 ** 12])('%d is taken', (value) => {
    expect(problemOf(paying({ amount: { value, currency: 'EUR' } }))).toBeNull()
  })

  it.each(['eur', 'EU', 'EURO', 'XXX', 'XTS', 'XAU', 'DEM', 'BTC', '', 'ЕUR', '978'])(
    'currency %j is refused',
    (currency) => {
      expect(problemOf(paying({ amount: { value: 1, currency } }))).toBe('currency-unknown')
    },
  )

  it('every known currency can be formatted and has an exponent of ISO 4217', () => {
    expect(knownCurrencies().length).toBeGreaterThan(150)
    for (const currency of knownCurrencies()) {
      expect(currency).toMatch(/^[A-Z]{3}$/)
      expect([0, 2, 3]).toContain(currencyExponent(currency))
      expect(() => new Intl.NumberFormat('en', { style: 'currency', currency })).not.toThrow()
    }
    expect(['JPY', 'EUR', 'BHD', 'ISK', 'KWD'].map(currencyExponent)).toEqual([0, 2, 3, 0, 3])
    expect(currencyExponent('constructor')).toBeNull()
  })

  it('money stays as it is, whatever its currency', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), fc.constantFrom(...knownCurrencies()), (value, currency) => {
        const read = normaliseOperation('payment', paying({ amount: { value, currency } }))
        expect(read).toMatchObject({ operation: { amount: { value, currency } } })
      }),
    )
  })
})

describe('an account', () => {
  it.each([
    ['FR76 3000 6000 0112 3456 7890 189', iban],
    ['fr7630006000011234567890189', iban],
    ['NO93 8601 1117 947', 'NO9386011117947'],
    ['MT84MALT011000012345MTLCAST001S', 'MT84MALT011000012345MTLCAST001S'],
    [' 12-34-56  12345678 ', '12-34-56 12345678'],
    ['****1234', '****1234'],
  ])('%s is %s', (text, account) => {
    expect(readAccount(text)).toEqual({ account })
  })

  it.each([
    ['FR7630006000011234567890188', 'iban-invalid'],
    ['FR7730006000011234567890189', 'iban-invalid'],
    [`FR76${'0'.repeat(40)}`, 'iban-invalid'],
    ['', 'account-invalid'],
    ['123\u202e456', 'account-invalid'],
    ['<script>', 'account-invalid'],
    ['1'.repeat(65), 'account-invalid'],
    ['１２３', 'account-invalid'],
  ])('%s is refused', (text, problem) => {
    expect(readAccount(text)).toEqual({ problem })
  })

  it('any one digit that changes is found', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: iban.length - 1 }), fc.integer({ min: 0, max: 9 }), (at, digit) => {
        fc.pre(iban[at] !== String(digit))
        expect(readAccount(iban.slice(0, at) + digit + iban.slice(at + 1))).toEqual({ problem: 'iban-invalid' })
      }),
    )
  })
})

describe('DL-09 a batch', () => {
  const batch = (payments: PaymentInput[]) => problemOf({ payments })
  it('has 1 to 1000 payments of one currency', () => {
    expect(batch([])).toBe('batch-size')
    expect(batch(Array.from({ length: 1001 }, () => paying()))).toBe('batch-size')
    expect(batch(Array.from({ length: 1000 }, () => paying()))).toBeNull()
    expect(batch([paying(), paying({ amount: { value: 1, currency: 'USD' } })])).toBe('batch-currencies')
  })

  it('names the payment that is wrong', () => {
    const read = normaliseOperation('payment', { payments: [paying(), paying({ payee: { name: '' } })] })
    expect(read).toEqual({ problem: 'payee-invalid', at: 'operation.payments.1.payee.name' })
  })
})

describe('an operation belongs to its purpose', () => {
  const inputs: Record<string, OperationInput> = {
    payment: paying(),
    batch: { payments: [paying()] },
    payee: { payee: { name: 'Northwind', account: iban } },
    access: { scope: 'account-information' },
    profile: { fields: ['address'] },
    consent: { scopes: ['balances'] },
  }
  const takes: Record<string, readonly string[]> = {
    payment: ['payment', 'batch'],
    payee: ['payee'],
    access: ['access'],
    profile: ['profile'],
    consent: ['consent'],
    enrolment: [],
    'contact-change': [],
  }
  const cases = purposes.flatMap((purpose) => Object.keys(inputs).map((kind) => [purpose, kind] as const))
  it.each(cases)('%s given a %s', (purpose, kind) => {
    const read = normaliseOperation(purpose, inputs[kind])
    const expected = takes[purpose]?.includes(kind)
      ? null
      : takes[purpose]?.length === 0
        ? 'operation-not-allowed'
        : 'operation-of-other-purpose'
    expect(isFault(read) ? read.problem : null).toBe(expected)
  })

  it.each(purposes)('%s given none', (purpose) => {
    const read = normaliseOperation(purpose, null)
    expect(isFault(read) ? read.problem : read).toEqual(
      takes[purpose]?.length === 0 ? { purpose, operation: null } : 'operation-missing',
    )
  })

  it.each([
    ['access', { scope: ' ' }, 'scope-invalid'],
    ['profile', { fields: [] }, 'fields-invalid'],
    ['profile', { fields: ['a', 'a\u200b'] }, 'fields-invalid'],
    ['consent', { scopes: [''] }, 'scope-invalid'],
    ['payee', { payee: { name: 'Northwind' } }, 'account-invalid'],
    ['payment', paying({ reference: '\u200b' }), 'reference-invalid'],
  ] as const)('%s refuses %j', (purpose, input, problem) => {
    expect(normaliseOperation(purpose, input as OperationInput)).toMatchObject({ problem })
  })

  it('an empty reference is none', () => {
    const read = normaliseOperation('payment', paying({ reference: '' }))
    expect((read as { operation: Payment }).operation).not.toHaveProperty('reference')
  })

  it('normalising what was normalised changes nothing', () => {
    for (const [kind, input] of Object.entries(inputs)) {
      const purpose = kind === 'batch' ? 'payment' : (kind as 'payment')
      const once = normaliseOperation(purpose, input)
      expect(isFault(once)).toBe(false)
      expect(normaliseOperation(purpose, (once as { operation: OperationInput }).operation)).toEqual(once)
    }
  })
})
