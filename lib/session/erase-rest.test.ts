import { expect, it } from 'vitest'
import { anAct } from '../../db/contract/care-rows.ts'
import { anEnd, aSession, aWorld } from '../../db/contract/rows.ts'
import type { Store } from '../../db/store.ts'
import { eraseRest, eraseUnfinished } from './erase-rest.ts'
import { eraseUser } from './erase-user.ts'
import { makeWorld, platform, seed } from './testing/world.ts'

const always = () => true
const pseudonym = expect.stringMatching(/^erased:/)

/** A user with many sessions. */
async function aBusyUser(sessions: number) {
  const world = makeWorld()
  await seed(world)
  const { store } = world.deps
  const record = await store.findUser(platform.id, 'ann')
  if (record === null) throw new Error('no user')
  const ids = await Promise.all(
    Array.from({ length: sessions }, async (_, i) => {
      const session = aSession(record.user, {
        createdAt: i,
        expiresAt: world.time.now + 600_000,
        operationHash: `${i}`,
      })
      await store.createSession(session)
      await store.finishOnce(anEnd(session.id))
      return session.id
    }),
  )
  const names = async () => {
    const found = await Promise.all(ids.map((id) => store.findSession(id)))
    return new Set(found.map((session) => session?.externalUserId))
  }
  return { world, store, record, names }
}

/** The store of a process that dies after so many steps. */
const dying = (store: Store, after: number): Store => {
  let steps = 0
  const eraseMore: Store['eraseMore'] = (...given) => {
    steps += 1
    return steps > after ? Promise.reject(new Error('killed')) : store.eraseMore(...given)
  }
  return { ...store, eraseMore }
}

it('PII-04 a user with very many sessions is erased in short writes, between which others get their turn', async () => {
  const { world, store, record, names } = await aBusyUser(1_000)
  const order: string[] = []
  const eraseMore: Store['eraseMore'] = async (...given) => {
    const more = await store.eraseMore(...given)
    order.push('erase')
    return more
  }
  const erasing = eraseUser({ ...world.deps, store: { ...store, eraseMore } }, record, 'operator')
  const other = async () => {
    for (let i = 0; i < 5; i += 1) {
      await store.markHistory(world.time.now, null)
      order.push('other')
    }
  }
  await Promise.all([erasing, other()])
  expect(order.filter((who) => who === 'erase').length).toBeGreaterThanOrEqual(5)
  expect(order.indexOf('other')).toBeLessThan(order.lastIndexOf('erase'))
  expect(await names()).toEqual(new Set([pseudonym]))
})

it('PII-04 an erasure that was cut off in the middle has taken the user, and is taken up', async () => {
  const { world, store, record, names } = await aBusyUser(500)
  const cut = { ...world.deps, store: dying(store, 1) }
  // Nobody else ever learns the pseudonym, so it is told although the rest has to wait.
  const erased = await eraseUser(cut, record, 'operator')
  expect(await store.findUserById(record.user.id)).toMatchObject({ externalId: erased?.pseudonym })
  expect(world.logged.join()).toContain('erasures failed')
  expect(await store.findUser(platform.id, 'ann')).toBeNull()
  expect(await store.findUserById(record.user.id)).toMatchObject({ dataKeyWrapped: '' })
  expect((await names()).size).toBe(2)
  // Not while whoever began it may still be at it.
  await eraseUnfinished(world.deps, always)
  expect((await names()).size).toBe(2)
  world.time.now += 60_000
  await eraseUnfinished(world.deps, () => false)
  expect((await names()).size).toBe(2)
  await eraseUnfinished(world.deps, always)
  expect(await names()).toEqual(new Set([pseudonym]))
  expect(await store.listErasing(world.time.now, 10)).toEqual([])
})

it('goes on later with one that is larger than anybody waits for', async () => {
  const { world, store, record, names } = await aBusyUser(300)
  const act = {
    id: 'act_1',
    userId: record.user.id,
    at: 0,
    by: 'operator',
    did: 'erased',
    what: null,
    reasonSealed: null,
  }
  await store.eraseUser({ userId: record.user.id, pseudonym: 'erased:1', at: 0, act: act as never })
  expect(await eraseRest(world.deps, record.user.id, (rows) => rows < 200)).toBe('left')
  expect((await names()).size).toBe(2)
  await eraseUnfinished(world.deps, always)
  expect(await names()).toEqual(new Set(['erased:1']))
})

it('PII-04 erasures that always fail keep no other waiting, and are told', async () => {
  const world = makeWorld()
  const { store } = world.deps
  const users: string[] = []
  for (let i = 0; i < 25; i += 1) {
    const { user } = await aWorld(store)
    users.push(user.id)
    const act = anAct(user.id, { did: 'erased' })
    await store.eraseUser({ userId: user.id, pseudonym: `erased:${i}`, at: i, act })
  }
  // Those in front fill more than one page.
  const broken = new Set(users.slice(0, 12))
  const eraseMore: Store['eraseMore'] = (userId, ...rest) =>
    broken.has(userId) ? Promise.reject(new Error(`broken ${userId}`)) : store.eraseMore(userId, ...rest)
  const failing = { ...world.deps, store: { ...store, eraseMore } }
  await expect(eraseUnfinished(failing, always)).rejects.toThrow(`broken ${users[0]}`)
  expect(await store.listErasing(world.time.now, 50)).toEqual([...broken])
  expect(await store.listErasing(world.time.now, 50, 10)).toEqual(users.slice(10, 12))
  await eraseUnfinished(world.deps, always)
  expect(await store.listErasing(world.time.now, 50)).toEqual([])
})
