import fc from 'fast-check'
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' }
import { getExampleNumber } from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import { isRefused, type Refusal } from '../../sca/refusal.ts'
import { maskPhone } from './mask-phone.ts'
import { phoneCountries } from './phone-countries.ts'
import { phoneParts } from './phone-parts.ts'
import { phoneTail } from './phone-tail.ts'
import { readPhone } from './read-phone.ts'

describe('readPhone', () => {
  it.each([
    ['06 11 11 11 11', 'FR', '+33611111111', 'FR'],
    ['6 11 11 11 11', 'FR', '+33611111111', 'FR'],
    ['06.11.11.11.11', 'FR', '+33611111111', 'FR'],
    ['06-11-11-11-11', 'fr', '+33611111111', 'FR'],
    ['+33611111111', 'FR', '+33611111111', 'FR'],
    ['+33 6 11 11 11 11', 'DE', '+33611111111', 'FR'],
    ['+33 (0)6 11 11 11 11', 'DE', '+33611111111', 'FR'],
    ['0033 6 11 11 11 11', 'DE', '+33611111111', 'FR'],
    ['+33611111111', '', '+33611111111', 'FR'],
    ['＋３３６１１１１１１１１', 'DE', '+33611111111', 'FR'],
    ['٠٦١١١١١١١١', 'FR', '+33611111111', 'FR'],
    ['\u202a+33 6 11 11 11 11\u202c', 'FR', '+33611111111', 'FR'],
    ['0151 12345678', 'DE', '+4915112345678', 'DE'],
    ['07400 123456', 'GB', '+447400123456', 'GB'],
    ['331 123 4567', 'IT', '+393311234567', 'IT'],
    ['612 34 56 78', 'ES', '+34612345678', 'ES'],
    ['06 12345678', 'NL', '+31612345678', 'NL'],
    ['912 345 678', 'PT', '+351912345678', 'PT'],
    ['0470 12 34 56', 'BE', '+32470123456', 'BE'],
    ['078 123 45 67', 'CH', '+41781234567', 'CH'],
    ['0664 123456', 'AT', '+43664123456', 'AT'],
    ['621 123 456', 'LU', '+352621123456', 'LU'],
    ['202 555 0123', 'US', '+12025550123', 'US'],
    ['+1 506 234 5678', 'US', '+15062345678', 'CA'],
    ['07797 712345', 'GB', '+447797712345', 'JE'],
  ])('SMS-10 reads %s (%s) as %s', (typed, country, e164, home) => {
    expect(readPhone(typed, country)).toEqual({ e164, country: home })
  })

  it.each<[string, string, Refusal]>([
    ['', 'FR', 'phone-missing'],
    ['   ', 'FR', 'phone-missing'],
    ['call me', 'FR', 'phone-missing'],
    ['+', 'FR', 'phone-missing'],
    ['06 11 11 11', 'FR', 'phone-impossible'],
    ['06 11 11 11 11 11', 'FR', 'phone-impossible'],
    ['06 11 11 11 11 ext. 5', 'FR', 'phone-impossible'],
    ['call 06 11 11 11 11', 'FR', 'phone-impossible'],
    ['0611111111', '', 'phone-impossible'],
    ['0611111111', 'XX', 'phone-impossible'],
    ['0611111111', '__proto__', 'phone-impossible'],
    ['+999 123 456 789', 'FR', 'phone-impossible'],
    ['112', 'FR', 'phone-impossible'],
    ['17', 'FR', 'phone-impossible'],
    ['36665', 'FR', 'phone-impossible'],
    ['1'.repeat(500), 'FR', 'phone-impossible'],
    ['00 00', 'FR', 'phone-impossible'],
    ['01 42 68 53 00', 'FR', 'phone-not-mobile'], // fixed line
    ['030 123456', 'DE', 'phone-not-mobile'],
    ['020 7946 0018', 'GB', 'phone-not-mobile'],
    ['06 6982 1234', 'IT', 'phone-not-mobile'],
    ['0891 23 45 67', 'FR', 'phone-not-mobile'], // premium
    ['0900 1234567', 'DE', 'phone-not-mobile'],
    ['0909 8790000', 'GB', 'phone-not-mobile'],
    ['+1 900 234 5678', 'US', 'phone-not-mobile'],
    ['0800 123 456', 'FR', 'phone-not-mobile'],
    ['0801 23 45 67', 'FR', 'phone-not-mobile'], // free
    ['0800 1234567', 'DE', 'phone-not-mobile'],
    ['+1 800 234 5678', 'US', 'phone-not-mobile'],
    ['0884 01 23 45', 'FR', 'phone-not-mobile'], // shared cost
    ['09 12 34 56 78', 'FR', 'phone-not-mobile'], // VoIP
    ['056 0123 4567', 'GB', 'phone-not-mobile'],
    ['07640 123456', 'GB', 'phone-not-mobile'], // pager
    ['070 1234 5678', 'GB', 'phone-not-mobile'], // personal number
    ['+882 16 00000000', 'FR', 'phone-not-mobile'], // network of no country
  ])('SMS-10 refuses %s (%s): %s', (typed, country, refused) => {
    expect(readPhone(typed, country)).toEqual({ refused })
  })

  it('SMS-10 answers E.164 or a refusal, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ maxLength: 4 }), (typed, country) => {
        const phone = readPhone(typed, country)
        return isRefused(phone) || /^\+[1-9]\d{6,14}$/.test(phone.e164)
      }),
    )
  })
})

describe('what a page shows of a number', () => {
  const callingCodes = new Map(phoneCountries().map(({ code, callingCode }) => [code, callingCode]))
  const mobiles = phoneCountries().flatMap(({ code }) => {
    const example = getExampleNumber(code as never, examples as never)
    return example ? [[code, example.number as string] as const] : []
  })

  it('covers more than 230 countries', () => {
    expect(mobiles.length).toBeGreaterThan(230)
  })

  it.each(mobiles)('%s: prefilled parts give %s again', (_country, e164) => {
    const { national, country } = phoneParts(e164)
    expect(readPhone(national, country)).toMatchObject({ e164 })
  })

  it.each(mobiles)('CRED-01 %s: the mask of %s shows calling code and last two digits alone', (_country, e164) => {
    const digits = maskPhone(e164).replaceAll(/\D/g, '')
    expect(digits).toBe(`${callingCodes.get(phoneParts(e164).country)}${phoneTail(e164)}`)
  })

  it('CRED-01 keeps the groups, so that a person knows it again', () => {
    expect(maskPhone('+33611111111')).toBe('+33 • •• •• •• 11')
    expect(maskPhone('+12025550123')).toBe('+1 ••• ••• ••23')
    expect(maskPhone('nonsense')).toBe('•••• se')
  })

  it('prefills what cannot be split as it is', () => {
    expect(phoneParts('+999123')).toEqual({ national: '+999123', country: '' })
    expect(phoneParts('+33611111111')).toEqual({ national: '06 11 11 11 11', country: 'FR' })
  })

  it('lists the countries in the order of their codes', () => {
    const codes = phoneCountries().map(({ code }) => code)
    expect(codes).toEqual([...codes].sort())
    expect(new Set(codes).size).toBe(codes.length)
    expect(phoneCountries()).toContainEqual({ code: 'FR', callingCode: '33' })
  })
})
