import { request } from 'node:http'
import fc from 'fast-check'
import { expect, test } from '../fixtures.ts'
import { payment } from '../platform.ts'

/** Sends headers as they are, which a browser or fetch would not. Out: the status. */
function sent(origin: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${origin}${path}`, { headers }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    })
    asked.once('error', reject)
    asked.end()
  })
}

test('REL-19 whatever stands in cookies and languages, a page is answered', async ({ assent, platform, makeUser }) => {
  const user = await makeUser({ phone: true })
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  const text = fc.string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((code) => code !== 0x7f)
      .map((code) => String.fromCharCode(code)),
    maxLength: 300,
  })
  const name = fc.constantFrom(`assent-${id}`, `__Host-assent-${id}`, 'assent-ses_', '__proto__', '')
  const seal = fc
    .array(fc.oneof(text, fc.constantFrom('Fe26.2', '1', '')), { maxLength: 9 })
    .map((all) => all.join('*'))
  const cookies = fc.array(fc.tuple(name, fc.oneof(text, seal)), { maxLength: 8 })
  const languages = fc.array(fc.oneof(text, fc.constantFrom('de-CH', 'xx;q=a', '*;q=0', '__proto__')), { maxLength: 8 })
  const link = new URL(redirectUrl)
  const paths = fc.constantFrom(
    `${link.pathname}${link.search}`,
    `/s/${id}/confirm-email`,
    `/s/${id}/finish`,
    '/help',
    '/none',
  )
  await fc.assert(
    fc.asyncProperty(paths, cookies, languages, async (path, jar, wished) => {
      const cookie = jar.map((one) => one.join('=')).join('; ')
      const status = await sent(assent.origin, path, {
        cookie,
        'accept-language': wished.join(','),
        'user-agent': wished.join(' '),
      })
      expect([path, status < 500]).toEqual([path, true])
    }),
    { numRuns: 150 },
  )
  expect((await fetch(`${assent.origin}/readyz`)).status).toBe(200)
  expect(assent.log()).not.toContain('nobody caught')
})
