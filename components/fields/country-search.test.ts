import { describe, expect, test } from 'vitest'
import { type Country, countryOfNumber, findCountries, folded, searchable } from './country-search.ts'

const german = new Intl.DisplayNames(['de'], { type: 'region' })
const countries: Country[] = [
  ['DE', '49'],
  ['AT', '43'],
  ['CI', '225'],
  ['ES', '34'],
  ['FR', '33'],
  ['GB', '44'],
  ['GG', '44'],
  ['GR', '30'],
  ['HU', '36'],
  ['CA', '1'],
  ['NL', '31'],
  ['NC', '687'],
  ['CZ', '420'],
  ['TR', '90'],
  ['US', '1'],
].map(([code = '', callingCode = '']) => ({ code, callingCode, name: german.of(code) ?? code }))
const all = searchable(countries)
const found = (typed: string) => findCountries(all, typed).map(({ code }) => code)

describe('a country is found by', () => {
  test.each([
    ['its name in the page’s language', 'deut', ['DE']],
    ['any case and accent', 'OSTERR', ['AT']],
    ['its English name', 'germ', ['DE']],
    ['its own name', 'españa', ['ES']],
    ['its own name without accents', 'espana', ['ES']],
    ['its own name in its own letters', 'ελλ', ['GR']],
    ['a name with signs', 'cote d ivoire', ['CI']],
    ['a later word', 'kale', ['NC']],
    ['its ISO code', 'hu', ['HU']],
    ['its calling code', '+49', ['DE']],
    ['its calling code without plus', '225', ['CI']],
    ['its calling code with two noughts', '0033', ['FR']],
    ['what everybody says', 'holland', ['NL']],
    ['a part that is long enough', 'reich', ['AT', 'FR', 'GB']],
  ])('%s: %s', (_, typed, codes) => {
    expect(found(typed)).toEqual(codes)
  })

  test('the ISO code before a name that begins alike', () => {
    expect(found('us')[0]).toBe('US')
    expect(found('gr')[0]).toBe('GR')
  })

  test('a complete calling code before one that begins with it', () => {
    expect(found('4').slice(0, 2)).toEqual(['DE', 'AT'])
    expect(found('44')).toEqual(['GB', 'GG'])
  })
})

test('nothing typed shows all in their order, nonsense shows none', () => {
  expect(found('')).toEqual(countries.map(({ code }) => code))
  expect(found('  ')).toHaveLength(countries.length)
  expect(found('xyzzy')).toEqual([])
  expect(found('*')).toHaveLength(countries.length)
})

test.each([
  ['+49 170 1234567', 'FR', 'DE'],
  ['0049170', 'FR', 'DE'],
  [' (+49) 170', 'FR', null],
  ['+4', 'FR', null],
  ['+44 7400', 'FR', 'GB'],
  // Guernsey has the same code, so it stays.
  ['+44 7781', 'GG', null],
  ['+1 202', 'FR', 'US'],
  ['+1 202', 'CA', null],
  ['06 12 34', 'FR', null],
  ['', 'FR', null],
])('typed %s with %s chosen: %s', (typed, chosen, code) => {
  expect(countryOfNumber(countries, typed, chosen)).toBe(code)
})

test('folding keeps the letters of every script', () => {
  expect(folded('Ísland / ÆØŁ – Österreich')).toBe('island aeol osterreich')
  expect(folded('日本')).toBe('日本')
})
