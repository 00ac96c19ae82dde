import { describe, expect, it } from 'vitest'
import { noBrand } from '../sca/brand.ts'
import { contactView } from './contact-view.ts'
import { frameView } from './frame-view.ts'
import { makeWorld, platform } from './testing/world.ts'

const { deps } = makeWorld()
const hash = 'h'.repeat(43)
const logoOf = (width: number, height: number) =>
  frameView(deps, 'en', { ...platform, brand: { ...noBrand, logo: { hash, width, height } } }, null).brand?.logo

describe('what surrounds a page', () => {
  it('has of a platform its name, colours and logo, and nothing else', () => {
    const brand = { primary: '#14507f', secondary: null, logo: null }
    expect(frameView(deps, 'de', { ...platform, brand }, null)).toEqual({
      locale: 'de',
      platformName: 'Northwind',
      brand: { colours: { key: '14507f-14507f', href: '/brand/1/14507f-14507f.css' }, logo: null },
      subject: null,
      sandbox: 'silent',
      privacyHref: null,
    })
  })

  it.each([
    ['sandbox', 'sandbox:', 'sandbox:', 'silent'],
    ['sandbox', 'twilio://x', 'sandbox:', 'sending'],
    ['sandbox', 'sandbox:', 'smtp://localhost', 'sending'],
    ['live', 'twilio://x', 'smtp://x', null],
  ] as const)('says in mode %s with %s and %s whether messages are real', (mode, smsUrl, mailUrl, said) => {
    const config = { ...deps.config, mode, smsUrl, mailUrl }
    expect(frameView({ config }, 'en', platform, null).sandbox).toBe(said)
  })

  it.each([
    [480, 160, 132, 44],
    [480, 48, 200, 20],
    [54, 160, 15, 44],
    [30, 20, 30, 20],
  ])('shows a logo of %d by %d in %d by %d, never larger than it is', (width, height, shownWidth, shownHeight) => {
    expect(logoOf(width, height)).toEqual({ href: `/brand/${hash}.webp`, width: shownWidth, height: shownHeight })
  })

  it('names whom the operator named, and no platform, beside the steps', () => {
    const config = { ...deps.config, supportEmail: 'help@bank.example', supportUrl: null }
    expect(contactView({ config }, 'fr')).toMatchObject({
      platformName: null,
      brand: null,
      contact: { email: 'help@bank.example', href: null },
    })
  })
})
