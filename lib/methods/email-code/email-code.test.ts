import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locales } from '../../i18n/locales.ts'
import { codeMail } from './code-mail.ts'
import { maskEmail } from './mask-email.ts'
import { noticeMail } from './notice-mail.ts'
import { sameAddress } from './same-address.ts'

describe('sameAddress', () => {
  it.each([
    ['anna@example.com', 'anna@example.com'],
    [' Anna@Example.COM \n', 'anna@example.com'],
    ['\u200banna@example.com\u202c', 'anna@example.com'],
    ['jose\u0301@example.com', 'josé@example.com'],
    ['JOSÉ@EXAMPLE.COM', 'josé@example.com'],
    ['anna@example.com', 'Anna@Example.com'],
  ])('%j is %j', (typed, known) => {
    expect(sameAddress(typed, known)).toBe(true)
  })

  it.each([
    ['anna@example.org', 'anna@example.com'],
    ['ann a@example.com', 'anna@example.com'],
    ['anna+x@example.com', 'anna@example.com'],
    ['jose@example.com', 'josé@example.com'],
    ['', 'anna@example.com'],
    ['', ''],
    [' ', '\u200b'],
    [`anna@example.com${' '.repeat(400)}`, 'anna@example.com'],
  ])('%j is not %j', (typed, known) => {
    expect(sameAddress(typed, known)).toBe(false)
  })
})

describe('maskEmail', () => {
  it.each([
    ['anna@example.com', 'a•••@e•••.com'],
    ['a@b.co.uk', 'a•••@b•••.uk'],
    ['x.y@mail.example.org', 'x•••@m•••.org'],
    ['root@localhost', 'r•••@l•••'],
    ['"a@b"@example.com', '"•••@e•••.com'],
    ['e\u0301lodie@exemple.fr', 'é•••@e•••.fr'],
    ['𝒶nna@example.com', '𝒶•••@e•••.com'],
    ['', '•••@•••'],
    ['nonsense', '•••@n•••'],
  ])('CRED-01 %j is shown as %j', (address, mask) => {
    expect(maskEmail(address)).toBe(mask)
  })

  it('CRED-01 tells no length', () => {
    const letters = fc.stringMatching(/^[a-z]{1,30}$/)
    fc.assert(
      fc.property(
        letters,
        letters,
        (name, domain) => maskEmail(`${name}@${domain}.com`) === `${name[0]}•••@${domain[0]}•••.com`,
      ),
    )
  })
})

describe.each(locales)('mails in %s', (locale) => {
  it('hold the code once, and not in the subject', () => {
    const mail = codeMail({ locale, code: '042731', platformName: 'Northwind' })
    expect(mail.subject).toContain('Northwind')
    expect(mail.subject).not.toContain('042731')
    expect(mail.text.split('042731').length).toBe(2)
  })

  it('DL-07 a platform cannot write lines into a subject', () => {
    const platformName = 'North\r\nBcc: all@example.com\u2028{code}'
    expect(codeMail({ locale, code: '042731', platformName }).subject).not.toMatch(/[\r\n\u2028]|042731/)
  })

  it.each(['pin', 'phone', 'passkey', 'email'] as const)(
    'tell of a changed %s, when, and where to block',
    (changed) => {
      const link = 'https://sca.example/block?token=x'
      const mail = noticeMail({ locale, platformName: 'Northwind', changed, at: Date.UTC(2026, 0, 31, 13, 5), link })
      expect(mail.text).toContain(link)
      expect(mail.text).toMatch(/31/)
      expect(mail.text).toMatch(/2026/)
      expect(mail.text).toMatch(/UTC/)
      expect(mail.text).not.toMatch(/[{}]/)
    },
  )
})
