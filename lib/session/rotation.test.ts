import { expect, it } from 'vitest'
import { makeRing } from '../keys/make-ring.ts'
import { secretKinds } from '../keys/ring.ts'
import { redeemSession } from './redeem-session.ts'
import { enrol, newestCode, person, pin, toIdentity } from './testing/person.ts'
import { makeWorld, mint, payment, platform, ring, seed } from './testing/world.ts'

/** A ring with a fresh key of each kind in front; look-up keys stay, since they find what was stored before. */
function rotated(): typeof ring {
  const fresh = makeRing()
  const kinds = secretKinds.filter((kind) => kind !== 'lookup')
  const secrets = Object.fromEntries(kinds.map((kind) => [kind, [...fresh[kind], ...ring[kind]]]))
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
