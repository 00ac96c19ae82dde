import { describe, expect, it } from 'vitest'
import { Authenticator } from '../methods/passkey/testing/authenticator.ts'
import { newestCode, person, pin } from './testing/person.ts'
import { makeWorld, mint, seed } from './testing/world.ts'

/** Somebody who holds a passkey and a PIN, on the page that asks for the passkey. */
async function atPasskey() {
  const world = makeWorld()
  await seed(world)
  const who = person(world, await mint(world, 'enrolment'))
  await who.start(true)
  await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
  await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
  const { record } = await who.opened()
  const { host: rpId, origin } = world.deps.config
  const key = new Authenticator({ origin, rpId, handle: record.user.handle })
  const challenge = record.challenges.find(({ kind }) => kind === 'passkey-creation')?.secret ?? ''
  await who.press('create-passkey', 'submit', { response: JSON.stringify(key.create(challenge)) })
  await who.press('choose-pin', 'submit', { pin, pinConfirmation: pin })
  await who.press('repeat-pin', 'submit', { pin })
  await who.press('give-phone', 'skip')
  expect(await who.at()).toBe('succeeded')
  const again = person(world, await mint(world, 'payment'))
  await again.start(true)
  expect(await again.at()).toBe('use-passkey')
  return again
}

describe('RTS-29 what is no failure costs no try', () => {
  it('however many broken answers of a passkey arrive at once', async () => {
    const who = await atPasskey()
    const broken = { response: JSON.stringify({ id: 'x' }) }
    for (let round = 0; round < 3; round++) {
      await Promise.all([1, 2, 3].map(() => who.press('use-passkey', 'submit', broken)))
    }
    const { record } = await who.opened()
    expect(record.series).toEqual({ failures: 0, blockedUntil: null, permanent: false })
    expect(record.session.outcome).toBe(null)
  })
})
