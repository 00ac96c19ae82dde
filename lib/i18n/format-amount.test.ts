import { expect, test } from 'vitest'
import { formatAmount } from './format-amount.ts'
import { groupAccount } from './group-account.ts'
import { plainAmount } from './plain-amount.ts'
import { sumPayments } from './sum-payments.ts'

const plainSpaces = (text: string) => text.replace(/\s/g, ' ')

test.each([
  [3100, 'EUR', 'en', '€31.00'],
  [3100, 'EUR', 'de', '31,00 €'],
  [5, 'EUR', 'en', '€0.05'],
  [31, 'JPY', 'en', '¥31 JPY'],
  [1234567, 'KWD', 'en', 'KWD 1,234.567'],
  [1000, 'USD', 'en', '$10.00 USD'],
  [3100, 'EUR', 'pt', '31,00 €'],
  // Intl alone would show no decimals here: a hundred times too much.
  [150000, 'COP', 'en', '$1,500.00 COP'],
  [1500000, 'IQD', 'en', 'IQD 1,500.000'],
  [9007199254740991, 'EUR', 'en', '€90,071,992,547,409.91'],
])('%d %s in %s is %s', (value, currency, locale, text) => {
  expect(plainSpaces(formatAmount({ value, currency }, locale))).toBe(text)
})

test('an amount in an SMS needs no character outside its smallest alphabet', () => {
  expect(plainAmount({ value: 123456789, currency: 'EUR' }, 'fr')).toBe('1 234 567,89 EUR')
  expect(plainAmount({ value: 3100, currency: 'EUR' }, 'en')).toBe('31.00 EUR')
})

test('a batch has one exact total per currency', () => {
  const payee = { name: 'A' }
  const totals = sumPayments([
    { amount: { value: 1, currency: 'EUR' }, payee },
    { amount: { value: 5, currency: 'USD' }, payee },
    { amount: { value: Number.MAX_SAFE_INTEGER, currency: 'EUR' }, payee },
  ])
  expect(totals).toEqual([
    { currency: 'EUR', value: 9007199254740992n },
    { currency: 'USD', value: 5n },
  ])
})

test('an IBAN is grouped in fours, a local number is left alone', () => {
  expect(groupAccount('FR7630006000011234567890189')).toBe('FR76 3000 6000 0112 3456 7890 189')
  expect(groupAccount('12345678')).toBe('12345678')
})
