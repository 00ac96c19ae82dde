import fc from 'fast-check'
import { getIronSession } from 'iron-session'
import { beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { languageRange, locales, preferredLocale } from '../i18n/locales.ts'
import { preferredRegions } from '../i18n/preferred-regions.ts'
import { makeRing } from '../keys/make-ring.ts'
import { cookieOptions, sealMarginSeconds } from './cookie-options.ts'
import { surplusCookies } from './surplus-cookies.ts'

/** What Node lets through as the value of a header. */
const headerText = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
  maxLength: 400,
})
const untouched = () => [Object.keys(Object.prototype), ({} as Record<string, unknown>)['polluted']]

describe('REL-19 cookies', () => {
  const config = readConfig({ ASSENT_URL: 'https://sca.example', ASSENT_KEYS: JSON.stringify(makeRing()) })
  const name = '__Host-assent-ses_1'
  let good = ''
  beforeAll(async () => {
    const response = new Response()
    const options = cookieOptions(config, 'ses_1', 600 + sealMarginSeconds, 'seal')
    const session = await getIronSession<{ browser?: string }>(new Request('https://sca.example/'), response, options)
    session.browser = 'the-browser'
    await session.save()
    good = (response.headers.get('set-cookie') ?? '').split(';')[0]?.slice(name.length + 1) ?? ''
  })
  async function read(header: string): Promise<Record<string, unknown>> {
    const request = new Request('https://sca.example/', { headers: { cookie: header } })
    const options = cookieOptions(config, 'ses_1', sealMarginSeconds, 'open')
    return { ...(await getIronSession<Record<string, unknown>>(request, new Response(), options)) }
  }
  const bindings = (found: Record<string, unknown>) => found['browser']

  it('whatever a browser sends binds nothing, throws nothing and pollutes nothing', async () => {
    const part = fc.oneof(fc.constantFrom('Fe26.2', '*', '~2', '%', '__proto__', 'constructor', ''), headerText)
    const value = fc.oneof(
      headerText,
      fc.array(part, { maxLength: 12 }).map((parts) => parts.join('*')),
    )
    const named = fc.oneof(fc.constantFrom(name, '__proto__', 'constructor', 'toString'), headerText)
    const header = fc
      .array(fc.tuple(named, value), { maxLength: 6 })
      .map((all) => all.map((one) => one.join('=')).join('; '))
    await fc.assert(
      fc.asyncProperty(header, async (sent) => {
        expect(bindings(await read(sent))).toBeUndefined()
        expect(untouched()).toEqual([[], undefined])
      }),
      { numRuns: 500 },
    )
  })

  it('a seal that was changed anywhere opens nothing', async () => {
    expect(bindings(await read(`${name}=${good}`))).toBe('the-browser')
    const seal = good.replace(/~2$/, '')
    const change = fc.record({ at: fc.nat({ max: seal.length - 1 }), by: headerText.filter((text) => text !== '') })
    await fc.assert(
      fc.asyncProperty(change, async ({ at, by }) => {
        const changed = seal.slice(0, at) + by + seal.slice(at + by.length)
        expect(changed === seal || bindings(await read(`${name}=${changed}~2`)) === undefined).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('any number of cookies of any kind leaves room for one more, and takes none that is not ours', () => {
    const cookie = fc.record({
      name: fc.oneof(fc.constantFrom('__Host-assent-ses_a', 'assent-ses_b', '__proto__'), headerText),
      value: fc.oneof(
        headerText,
        fc.array(headerText, { maxLength: 8 }).map((parts) => parts.join('*')),
      ),
    })
    fc.assert(
      fc.property(fc.array(cookie, { maxLength: 60 }), (cookies) => {
        const surplus = surplusCookies(cookies)
        const ours = cookies.filter((one) => /^(__Host-)?assent-ses_/.test(one.name))
        expect(surplus).toHaveLength(Math.max(0, ours.length - 14))
        expect(surplus.every((one) => ours.some((other) => other.name === one))).toBe(true)
      }),
    )
  })
})

describe('REL-19 languages', () => {
  const tag = fc.oneof(
    fc.constantFrom('de', 'pt-BR', 'fr-CH', 'zh-Hant-TW', '*', '__proto__', 'en;q=0', 'nl;q=1.1.1', 'it;q=1e9', ';;q='),
    headerText,
  )
  const header = fc.oneof(
    headerText,
    fc.array(tag, { maxLength: 50 }).map((tags) => tags.join(',')),
  )

  it('whatever a browser asks for is one of ours or none, and regions are regions', () => {
    fc.assert(
      fc.property(header, fc.constantFrom(...locales), (sent, locale) => {
        const found = preferredLocale(sent)
        expect(found === null || locales.includes(found)).toBe(true)
        const regions = preferredRegions(sent, locale)
        expect(regions.every((region) => /^[A-Z]{2}$/.test(region))).toBe(true)
        expect(new Set(regions).size).toBe(regions.length)
        expect(untouched()).toEqual([[], undefined])
      }),
      { numRuns: 2_000 },
    )
  })

  it('a header without end is read from its beginning alone', () => {
    expect(languageRange(`de,${'x-'.repeat(5_000_000)}`).length).toBeLessThan(3)
    expect(preferredLocale(`${';q='.repeat(1_000_000)},de`)).toBeNull()
  })
})
