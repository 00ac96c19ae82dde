import { expect, test } from '../fixtures.ts'
import { travel } from '../journey.ts'
import type { Person } from '../person.ts'
import { payment } from '../platform.ts'
import { said } from '../text.ts'

/** A dialog that ends as the browser says it does. */
async function refuseWith(person: Person, name: string | null): Promise<void> {
  await person.page.evaluate((thrown) => {
    const { prototype } = globalThis.CredentialsContainer
    const own = globalThis as { genuine?: CredentialsContainer['get'] }
    own.genuine ??= prototype.get
    prototype.get = thrown === null ? own.genuine : () => Promise.reject(new DOMException('made up', thrown))
  }, name)
}

test('a cancelled or failed dialog is told with the ways on and costs no try (RTS-28)', async ({
  person,
  platform,
  makeUser,
}) => {
  person.user = await makeUser({ passkey: true, phone: true })
  await person.addAuthenticator()
  const { id, redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  await person.open(redirectUrl)
  await person.press('continue')
  await person.expectScreen('use-passkey')
  for (const [name, refusal] of [
    ['NotAllowedError', 'passkey-cancelled'],
    ['UnknownError', 'passkey-failed'],
    ['NotSupportedError', 'passkey-unsupported'],
    ['TimeoutError', 'passkey-timed-out'],
    ['AbortError', 'passkey-cancelled'],
    ['SecurityError', 'passkey-not-here'],
    ['ConstraintError', 'passkey-no-screen-lock'],
    ['InvalidStateError', 'passkey-failed'],
  ] as const) {
    await refuseWith(person, name)
    await person.press('submit')
    await expect(person.problem).toHaveText(said(refusal))
    await expect(person.problem).toBeFocused()
    await expect(person.button('skip')).toBeVisible()
  }
  expect((await platform.evidence(id)).tries).toEqual([])
  await refuseWith(person, null)
  expect(await travel(person)).toEqual(['use-passkey', 'succeeded'])
})

test('inside an app the page says what to do if the passkey fails, and stops nobody (WA-21)', async ({
  platform,
  makeUser,
  openBrowser,
}) => {
  const user = await makeUser({ passkey: true, phone: true })
  const userAgent =
    'Mozilla/5.0 (Linux; Android 14; Pixel 7; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/127.0 Mobile Safari/537.36 Instagram 342.0 Android'
  const person = await openBrowser(user, { userAgent })
  await person.addAuthenticator()
  await person.open((await platform.mint(user.userId, 'payment', payment)).redirectUrl)
  await expect(person.main).toContainText('open inside the app Instagram')
  await person.press('continue')
  await person.expectScreen('use-passkey')
  await expect(person.main).toContainText('open the link you came from again in your usual browser')
  await person.press('submit')
  await person.expectScreen('succeeded')
})

test('a device that does not verify its owner gives nothing to the server', async ({ person, platform, makeUser }) => {
  person.user = await makeUser({ passkey: true, phone: true })
  const authenticator = await person.addAuthenticator()
  await authenticator.failVerification()
  const { id, redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  await person.open(redirectUrl)
  await person.press('continue')
  await person.expectScreen('use-passkey')
  await person.press('submit')
  await expect(person.problem).toHaveText(said('passkey-cancelled'))
  expect((await platform.evidence(id)).tries).toEqual([])
  await authenticator.passVerification()
  expect(await travel(person)).toEqual(['use-passkey', 'succeeded'])
})

for (const [fault, overrides] of [
  ['a bad signature', { isBogusSignature: true }],
  ['an answer without user verification', { isBadUV: true }],
  ['an answer without presence', { isBadUP: true }],
] as const) {
  test(`${fault} is refused and costs a try; the honest answer after it is taken (WA-02, WA-06)`, async ({
    person,
    platform,
    makeUser,
  }) => {
    person.user = await makeUser({ passkey: true, phone: true })
    const authenticator = await person.addAuthenticator()
    const { id, redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
    await person.open(redirectUrl)
    await person.press('continue')
    await person.expectScreen('use-passkey')
    await authenticator.override(overrides)
    await person.press('submit')
    await expect(person.problem).toHaveText(said('passkey-not-accepted', { triesLeft: 4 }))
    expect((await platform.evidence(id)).tries).toMatchObject([{ of: 'passkey', failures: 1 }])
    await authenticator.override({ isBogusSignature: false, isBadUV: false, isBadUP: false })
    expect(await travel(person)).toEqual(['use-passkey', 'succeeded'])
  })
}

test('a passkey that says another thing of being copied than at its making is refused (WA-05)', async ({
  person,
  platform,
  makeUser,
}) => {
  person.user = await makeUser({ passkey: true, phone: true })
  const authenticator = await person.addAuthenticator()
  const [credential] = await authenticator.credentials()
  await authenticator.setBackup(credential?.credentialId ?? '', { backupEligibility: true, backupState: true })
  await person.open((await platform.mint(person.user.userId, 'payment', payment)).redirectUrl)
  await person.press('continue')
  await person.expectScreen('use-passkey')
  await person.press('submit')
  await expect(person.problem).toHaveText(said('passkey-not-accepted', { triesLeft: 4 }))
})

test('a synced passkey is taken, and its flags are in the receipt (EL-07)', async ({ person, platform, makeUser }) => {
  person.user = await makeUser()
  await person.addAuthenticator({ synced: true })
  const { id, redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  await person.open(redirectUrl)
  await travel(person, { 'give-phone': 'skip' })
  const flags = { userVerified: true, backupEligible: true, backedUp: true }
  expect((await platform.receipt(id, payment)).amr).toMatchObject([{ flags }, { flags }])
})

test('five bad signatures end the session and block every other way, too (RTS-27)', async ({
  person,
  platform,
  makeUser,
}) => {
  person.user = await makeUser({ passkey: true, phone: true })
  const authenticator = await person.addAuthenticator()
  await authenticator.override({ isBogusSignature: true })
  const { id, redirectUrl } = await platform.mint(person.user.userId, 'payment', payment)
  await person.open(redirectUrl)
  await person.press('continue')
  await person.expectScreen('use-passkey')
  for (const triesLeft of [4, 3, 2, 1]) {
    await person.press('submit')
    await expect(person.problem).toHaveText(said('passkey-not-accepted', { triesLeft }))
  }
  await person.press('submit')
  await person.expectScreen('failed')
  expect(await platform.session(id)).toMatchObject({ status: 'failed', reason: 'too-many-tries' })
  expect(await platform.user(person.user.userId)).toMatchObject({ status: 'blocked' })
})
