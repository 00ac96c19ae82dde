import { startAssent } from '../assent.ts'
import { enrol } from '../enrol.ts'
import { expect, test } from '../fixtures.ts'
import { codeTo, messagesTo } from '../inbox.ts'
import { payment, platformOf } from '../platform.ts'
import { newUser } from '../user.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'
import { alone } from './alone.ts'

test('no PIN, code, token, key, number or address is in clear in database, log or receipt (CRED-02, EL-08, RTS-22)', async ({
  engine,
}) => {
  const assent = await startAssent(engine)
  try {
    const platform = platformOf(assent)
    const user = newUser()
    const secrets = new Map<string, string>([
      ['API key', assent.apiKey],
      ['address', user.email],
      ['number', user.phone.slice(1)],
      ['PIN', user.pin],
    ])
    await enrol(assent, platform, user, { passkey: true, phone: true })
    const visit = new Visit(new Visitor(assent.origin), platform, user)
    const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
    secrets.set('token', new URL(redirectUrl).searchParams.get('token') ?? '')
    await visit.open(redirectUrl)
    await visit.goOn('confirm-identity')
    await visit.press('send')
    secrets
      .set('wrong PIN', '975318')
      .set('wrong code', '864209')
      .set('SMS code', await codeTo(platform, user.phone))
    await visit.press('submit', { pin: '975318', code: '864209' })
    expect((await visit.goOn()).outcome).toBe('succeeded')
    const [mail] = await messagesTo(platform, user.email)
    secrets.set('email code', /\d{6}/.exec(mail?.text ?? '')?.[0] ?? 'none')
    for (const [, value] of visit.visitor.cookies) secrets.set('cookie', value)
    const receipt = JSON.stringify(await platform.receipt(id, payment))
    const evidence = JSON.stringify(await platform.evidence(id))
    await assent.stop()

    const kept = await assent.dump()
    // The database is not empty, and whoever looks for something in it would find it.
    expect(Object.values(kept).join('\n')).toContain(id)
    const places = { log: assent.log(), receipt, evidence, ...kept }
    const found = Object.entries(places).flatMap(([place, text]) =>
      [...secrets].filter(([, secret]) => holds(text, secret)).map(([name]) => `${name} in ${place}`),
    )
    expect(found).toEqual([])
  } finally {
    await assent.remove()
  }
})

/** Bodies that no page of ours sends; each would be printed by some package on its way. */
const nonsense: readonly (readonly [type: string, body: string, headers?: Record<string, string>])[] = [
  ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="pin"\r\n\r\n864209'],
  ['multipart/form-data', 'pin=864209'],
  ['application/x-www-form-urlencoded', 'pin=864209&code=975318'],
  ['text/plain;charset=UTF-8', '["864209"', { 'next-action': '0'.repeat(42) }],
  ['text/plain;charset=UTF-8', '{"pin":"864209"}', { 'next-action': 'canary-action-864209' }],
  ['multipart/form-data; boundary=x', '--x--', { 'next-action': '1'.repeat(42), 'next-router-state-tree': '864209' }],
]

test('whatever is sent, all that the server writes is JSON with the id of its request, and nothing of what was sent (TR-02, LOG-02)', () =>
  alone(async ({ assent, user, redirectUrl, post, stopAndRead }) => {
    const token = new URL(redirectUrl).searchParams.get('token') ?? ''
    for (const path of [`/?token=${token}`, '/', '/s/ses_864209/choose-pin', `/notice/${token}`]) {
      for (const [type, body, headers] of nonsense) {
        const answer = await post(assent.origin + path, body, { 'content-type': type, ...headers })
        expect(answer.headers.get('x-request-id')).toMatch(/^req_/)
      }
    }
    const answer = await fetch(`${assent.origin}/api/v1/users/${user.userId}`)
    const { requestId } = (await answer.json()) as { requestId: string }

    const lines = await stopAndRead()
    expect(lines.filter((line) => line['route'] === '/api/v1/*' || line['code'] === 'unauthorized')).toMatchObject([
      { requestId, status: 401 },
    ])
    const began = lines.findIndex((line) => line['msg'] === 'listening')
    expect(lines.slice(began + 1).filter((line) => !line['requestId'])).toEqual([])
    // Some of it would have been printed by Next.
    expect(lines.some((line) => line['msg'] === 'printed' && line['requestId'])).toBe(true)
    for (const canary of ['864209', '975318', token, user.email]) expect(assent.log()).not.toContain(canary)
  }))

/** Does it stand there by itself? Six digits inside a longer number or a hash are chance. */
function holds(text: string, secret: string): boolean {
  const spaced = secret.length === 6 ? `${secret.slice(0, 3)} ?${secret.slice(3)}` : secret.replaceAll('.', '\\.')
  return new RegExp(`(?<![\\w-])${spaced}(?![\\w-])`).test(text)
}
