import { expect, test } from '../fixtures.ts'
import type { FormPage } from '../form-page.ts'
import { payment } from '../platform.ts'
import type { Holds } from '../user.ts'
import { Visitor } from '../visitor.ts'

/** What two answers may differ in: names of this session and this moment. */
function alike({ status, headers, html, location }: FormPage, names: readonly string[]): string {
  const kept = [...headers].filter(([name]) => !['date', 'x-request-id', 'content-length', 'etag'].includes(name))
  const text = JSON.stringify({ status, location, kept, html })
  const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1] ?? ''
  const named = [...names, nonce].filter((name) => name !== '').reduce((left, name) => left.replaceAll(name, '*'), text)
  return named
    .replaceAll(/\b1[78]\d{11}\b/g, 'time')
    .replaceAll(/\b\d:\d\d\b/g, 'left')
    .replaceAll(/[\w+/=-]{60,}/g, 'sealed')
}

test('before a browser is tied to the session nothing tells what the person holds (WA-14)', async ({
  assent,
  platform,
  makeUser,
}) => {
  const holdings: Holds[] = [{ passkey: true, phone: true }, { phone: true }]
  const cases = await Promise.all(
    holdings.map(async (holds) => {
      const user = await makeUser(holds)
      const minted = await platform.mint(user.userId, 'payment', payment)
      const token = new URL(minted.redirectUrl).searchParams.get('token') ?? ''
      return { user, minted, names: [token, minted.id, user.userId] }
    }),
  )
  const seen = async (address: (of: (typeof cases)[number]) => string) =>
    Promise.all(
      cases.map(async (one) => {
        const visitor = new Visitor(assent.origin)
        return alike(await visitor.send(new URL(address(one), assent.origin).href), one.names)
      }),
    )
  const paths = ['use-passkey', 'confirm-identity', 'confirm-email', 'create-passkey', 'elsewhere', 'finish']
  const addresses = [
    ({ minted }: (typeof cases)[number]) => minted.redirectUrl,
    ...paths.map(
      (path) =>
        ({ minted }: (typeof cases)[number]) =>
          `/s/${minted.id}/${path}`,
    ),
  ]
  for (const address of addresses) {
    const [one, other] = await seen(address)
    expect(one, address(cases[0] as never)).toBe(other)
  }

  // Whoever is tied sees the difference, so it would have been seen above.
  const [held, without] = await Promise.all(
    cases.map(async ({ minted }) => {
      const visitor = new Visitor(assent.origin)
      const welcome = await visitor.open(minted.redirectUrl)
      return visitor.press(welcome, 'continue', { passkeySupported: 'true' })
    }),
  )
  expect([held?.step, without?.step]).toEqual(['use-passkey', 'confirm-email'])
})
