import { request } from 'node:http'
import fc from 'fast-check'
import { expect, test } from '../fixtures.ts'
import { payment } from '../platform.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'

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

/** Every field that some step reads, and some that none does. */
const fields =
  'email code pin pinConfirmation phone country response error codeId passkeySupported locale reason __proto__'.split(
    ' ',
  )
const credential = (response: object) => JSON.stringify({ id: 'AA', rawId: 'AA', type: 'public-key', response })
const odd: readonly string[] = [
  '',
  '\0',
  '\ud800',
  '٠١٢٣٤٥',
  '+0000000000000000000',
  'a'.repeat(16_000),
  'null',
  '[]',
  '{"__proto__":{"a":1}}',
  credential({}),
  credential({ clientDataJSON: 'AA', authenticatorData: 'AA', attestationObject: 'AA', signature: 'AA' }),
  credential({ clientDataJSON: 'e30', authenticatorData: '', attestationObject: 'oA', signature: '', userHandle: 1 }),
]
const enrolment = ['confirm-email', 'enter-email-code', 'create-passkey', 'choose-pin', 'repeat-pin', 'give-phone']

for (const [steps, holds] of [
  [[...enrolment, 'confirm-phone'], null],
  [['use-passkey'], { passkey: true, phone: true }],
  [['confirm-identity'], { phone: true }],
] as const) {
  test(`REL-19 whatever is sent to ${steps.join(', ')} is answered, and is no fault`, async ({
    assent,
    platform,
    makeUser,
  }) => {
    for (const value of odd) {
      for (const step of steps) {
        // A session and a user each time: the one may end by it, the other be blocked.
        const user = await makeUser(holds)
        const { redirectUrl } = await (holds
          ? platform.mint(user.userId, 'payment', payment)
          : platform.mint(user.userId, 'enrolment'))
        const visit = new Visit(new Visitor(assent.origin), platform, user, holds ?? { passkey: true, phone: true })
        await visit.open(redirectUrl)
        await visit.goOn(step)
        if (step === 'confirm-identity') await visit.press('send')
        expect(visit.page.step).toBe(step)
        const typed = Object.fromEntries(fields.map((name) => [name, value]))
        const { status } = await visit.visitor.post(visit.page, 'submit', typed)
        expect([step, value.slice(0, 60), status < 500]).toEqual([step, value.slice(0, 60), true])
      }
    }
  })
}
