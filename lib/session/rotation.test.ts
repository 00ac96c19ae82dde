import { expect, it } from 'vitest'
import { makeRing } from '../keys/make-ring.ts'
import { secretKinds } from '../keys/ring.ts'
import { depositInInbox, readInbox } from './inbox.ts'
import { keepSigningKeys, keySet } from './key-set.ts'
import { redeemSession } from './redeem-session.ts'
import { enrol, newestCode, person, pin, toIdentity } from './testing/person.ts'
import { makeWorld, mint, payment, platform, ring, saveCustomer, seed } from './testing/world.ts'

/** A ring with a fresh key of each kind in front. */
function rotated(): typeof ring {
  const fresh = makeRing()
  const secrets = Object.fromEntries(secretKinds.map((kind) => [kind, [...fresh[kind], ...ring[kind]]]))
  return { ...ring, ...secrets, signing: [...fresh.signing, ...ring.signing] }
}

it('CRY-02 a session under way goes on when every key is rotated, and the next one too', async () => {
  const world = makeWorld()
  await seed(world)
  await enrol(world, person(world, await mint(world, 'enrolment')))
  const session = await mint(world, 'payment')
  const before = person(world, session)
  const code = await toIdentity(world, before)

  const after = { ...world, deps: { ...world.deps, config: { ...world.deps.config, keys: rotated() } } }
  const who = person(after, session)
  await who.press('confirm-identity', 'submit', { pin, code })
  expect(await who.at()).toBe('succeeded')
  const redeemed = await redeemSession(after.deps, platform, session.id, payment)
  expect(redeemed).toMatchObject({ claims: { sid: session.id } })

  // The PIN's hash went over to the new pepper at that success, and the number is still read.
  const next = person(after, await mint(after, 'access'))
  await toIdentity(after, next)
  await next.press('confirm-identity', 'submit', { pin, code: newestCode(after.sms) })
  expect(await next.at()).toBe('succeeded')
  const held = await world.deps.store.findUser(platform.id, 'ann')
  expect(held?.credentials.pin?.pepperKeyId).toBe(after.deps.config.keys.pepper[0]?.id)
})

it('CRY-02 a code by email that is out when every key is rotated is still good', async () => {
  const world = makeWorld()
  await seed(world)
  const session = await mint(world, 'enrolment')
  const before = person(world, session)
  await before.start()
  await before.press('confirm-email', 'submit', { email: 'ann@example.com' })
  const after = { ...world, deps: { ...world.deps, config: { ...world.deps.config, keys: rotated() } } }
  const who = person(after, session)
  const { refused } = await who.press('enter-email-code', 'submit', { code: newestCode(world.mails) })
  expect([refused, await who.at()]).toEqual([null, 'choose-pin'])
})

it('CRY-02 PII-02 what was filed under the old look-up key is found under the new one', async () => {
  const world = makeWorld()
  await seed(world)
  await enrol(world, person(world, await mint(world, 'enrolment')))
  const message = { channel: 'sms', to: '+33612345678', text: 'old', platformId: platform.id } as const
  await depositInInbox(world.deps, message)
  const after = { ...world, deps: { ...world.deps, config: { ...world.deps.config, keys: rotated() } } }
  // The number that the user proved is known as such, so there is nothing to confirm when the platform gives it again.
  await saveCustomer(after.deps, { phoneNumber: '+33687654321' })
  expect((await world.deps.store.findUser(platform.id, 'ann'))?.user.phoneChanged).toBe(true)
  await saveCustomer(after.deps, { phoneNumber: '+33612345678' })
  expect((await world.deps.store.findUser(platform.id, 'ann'))?.user.phoneChanged).toBe(false)
  world.time.now += 1
  await depositInInbox(after.deps, { ...message, text: 'new' })
  const found = await readInbox(after.deps, null, '+33612345678', 9)
  expect(found.map(({ text }) => text)).toEqual(['new', 'old'])
  expect((await readInbox(after.deps, null, '+33612345678', 1)).map(({ text }) => text)).toEqual(['new'])
})

it('CRY-02 a ring with another signing key under an id that the database knows is refused: no receipt of it would verify', async () => {
  const { deps } = makeWorld()
  await keepSigningKeys(deps)
  await keepSigningKeys(deps)
  const known = await keySet(deps)
  const [other] = makeRing().signing
  const [{ id }] = ring.signing as [(typeof ring.signing)[number]]
  const keys = { ...ring, signing: [{ ...other, id }] as typeof ring.signing }
  await expect(keepSigningKeys({ ...deps, config: { ...deps.config, keys } })).rejects.toThrow(
    `ASSENT_KEYS: the signing key ${id} is not the one`,
  )
  expect(await keySet(deps)).toEqual(known)
})
