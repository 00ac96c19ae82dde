import { describe, expect, it } from 'vitest'
import { pagePath } from './page-path.ts'

describe('the path of a page', () => {
  it('of a step is without the session', () => {
    expect(pagePath('/s/ses_A-z0/confirm-email')).toBe('/confirm-email')
    expect(pagePath('/s/ses_1/finish?lang=de')).toBe('/finish?lang=de')
    expect(pagePath('/s/ses_1/use-passkey?notice=send-failed&_rsc=1')).toBe('/use-passkey?notice=send-failed&_rsc=1')
  })

  it('of a step without a session leads nowhere', () => {
    expect(pagePath('/confirm-email')).toBe('/nowhere/confirm-email')
    expect(pagePath('/finish?lang=de')).toBe('/nowhere/finish')
  })

  it.each([
    '/',
    '/?token=sca_1',
    '/help',
    '/help?lang=de',
    '/s/ses_1',
    '/s/ses_1/',
    '/s/ses_1/help',
    '/s/ses_1/welcome',
    '/s/ses_1/confirm-email/more',
    '/s//confirm-email',
    '/s/ses%5F1/confirm-email',
    '/confirm-email/',
    '/notice/not_1',
    '/_next/static/confirm-email',
    '//confirm-email',
  ])('is the address itself otherwise: %s', (address) => {
    expect(pagePath(address)).toBe(address)
  })
})
