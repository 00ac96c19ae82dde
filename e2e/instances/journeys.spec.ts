import { travel } from '../journey.ts'
import { payment } from '../platform.ts'
import { ask, becomeEnrolledCustomer, comeBack, elements } from '../shop.ts'
import { Visit } from '../visit.ts'
import { Visitor } from '../visitor.ts'
import { expect, test } from './test.ts'

test('a browser enrols and pays with a passkey, every request answered by the other server', async ({
  person,
  assent,
}) => {
  await becomeEnrolledCustomer(person, assent, { passkey: true, phone: true })
  await ask(person, assent, 'payment')
  expect(await travel(person)).toEqual(['welcome', 'use-passkey', 'succeeded'])
  const received = await comeBack(person)
  expect(received).toMatchObject({ status: 'verified', purpose: 'payment', hint: 'succeeded' })
  expect(elements(received)).toEqual(['passkey: possession', 'passkey: device-user-verification'])
  const [one = 0, other = 0] = assent.answered
  expect(Math.min(one, other)).toBeGreaterThan(10)
  expect(Math.abs(one - other)).toBeLessThanOrEqual(2)
})

test('REL-02 RTS-21 PIN and code, asked for at one server and judged by the other, approve a payment once', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  await visit.open(redirectUrl)
  expect((await visit.goOn()).outcome).toBe('succeeded')
  const body = { operation: payment }
  const redeemed = await Promise.all(
    Array.from({ length: 8 }, () => platform.call('POST', `/sessions/${id}/redeem`, body)),
  )
  expect(redeemed.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(redeemed.filter(({ status }) => status === 409)).toHaveLength(7)
})

test('a journey goes on at the other server when one is killed in the middle of it (REL-03)', async ({
  assent,
  platform,
  makeUser,
}) => {
  const user = await makeUser({ phone: true })
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', payment)
  const visit = new Visit(new Visitor(assent.origin), platform, user)
  await visit.open(redirectUrl)
  await visit.goOn('confirm-identity')
  await visit.press('send')
  await assent.kill(0)
  expect((await visit.goOn()).outcome).toBe('succeeded')
  await assent.revive(0)
  await assent.kill(1)
  expect((await platform.receipt(id, payment)).outcome).toBe('succeeded')
  await assent.revive(1)
})
