import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startAssent } from '../assent.ts'
import { enrol } from '../enrol.ts'
import { expect, test } from '../fixtures.ts'
import { codeTo, messagesTo } from '../inbox.ts'
import { payment, platformOf } from '../platform.ts'
import { newUser } from '../user.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'

test('no PIN, code, token, key, number or address is in clear in database, log or receipt (CRED-02, EL-08, RTS-22)', async () => {
  const assent = await startAssent()
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

    const files = readdirSync(assent.dataFolder).filter((file) => file.startsWith('assent.db'))
    expect(files).toContain('assent.db')
    const places = {
      log: assent.log(),
      receipt,
      evidence,
      ...Object.fromEntries(files.map((file) => [file, readFileSync(join(assent.dataFolder, file), 'latin1')])),
    }
    // The database is not empty, and whoever looks for something in it would find it.
    expect(places['assent.db' as keyof typeof places]).toContain(id)
    const found = Object.entries(places).flatMap(([place, text]) =>
      [...secrets].filter(([, secret]) => holds(text, secret)).map(([name]) => `${name} in ${place}`),
    )
    expect(found).toEqual([])
  } finally {
    await assent.remove()
  }
})

/** Does it stand there by itself? Six digits inside a longer number or a hash are chance. */
function holds(text: string, secret: string): boolean {
  const spaced = secret.length === 6 ? `${secret.slice(0, 3)} ?${secret.slice(3)}` : secret.replaceAll('.', '\\.')
  return new RegExp(`(?<![\\w-])${spaced}(?![\\w-])`).test(text)
}
