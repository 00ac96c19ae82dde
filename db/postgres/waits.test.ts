import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemRandom } from '../../lib/ports/random.ts'
import {
  aChallenge,
  aKey,
  anEnd,
  aPasskey,
  aPin,
  aSession,
  aSuccess,
  aWorld,
  claimed,
  enrol,
  fresh,
  now,
} from '../contract/rows.ts'
import type { Answer, PlatformRow, Store, UserRow } from '../store.ts'
import { openPostgresStore } from './store.ts'
import { type TcpProxy, tcpProxy } from './testing/tcp-proxy.ts'
import { type TestDatabase, testDatabase } from './testing/test-database.ts'

let database: TestDatabase
let way: TcpProxy
let store: Store
let platform: PlatformRow
let user: UserRow
const cap = { limit: 10_000, windowMs: 3_600_000 }

beforeAll(async () => {
  database = await testDatabase()
  way = await tcpProxy(Number(new URL(database.url).port))
  const url = new URL(database.url)
  url.port = `${way.port}`
  store = openPostgresStore(url.href, { random: systemRandom, pause }, { connections: 1 })
  const world = await aWorld(store)
  platform = world.platform
  user = await enrol(store, world.user, [{ method: 'pin', pin: aPin() }])
})
afterAll(async () => {
  await store.close()
  await way.close()
  await database.drop()
})

const anAnswer = (): Answer => ({
  ...{ platformId: platform.id, key: fresh('key'), status: 201, bodySealed: 'sealed' },
  claim: { fingerprint: 'f', now },
})
async function opened(of = user) {
  const session = aSession(of)
  await store.createSession(session)
  return session.id
}
async function ended() {
  const id = await opened()
  await store.finishOnce(aSuccess(id))
  return id
}
const use = (key: string) => ({ name: key, key, limit: 1000, windowMs: 1000 })
const uses = ['a', 'b', 'c', 'd', 'e'].map(use)

/** What each verb begins with, and how often it waits for the database. */
const verbs: Record<string, [number, () => Promise<() => Promise<unknown>>]> = {
  'who calls': [
    1,
    async () => {
      const key = aKey((await aWorld(store)).platform.id)
      await store.addApiKey(key)
      return () => store.findPlatformByKey(key.keyHash)
    },
  ],
  'a user with what they hold': [1, async () => () => store.findUser(platform.id, user.externalId)],
  'a mint': [2, async () => () => store.createSession(aSession(user), undefined, () => [], cap)],
  'a mint with its Idempotency-Key': [
    2,
    async () => () => store.createSession(aSession(user), anAnswer(), () => [], cap),
  ],
  'a mint that takes the place of another': [
    5,
    async () => {
      const operationHash = fresh('same')
      await store.createSession(aSession(user, { operationHash }))
      return () => store.createSession(aSession(user, { operationHash }))
    },
  ],
  'everything about a session': [
    1,
    async () => {
      const id = await opened()
      return () => store.loadSession(id)
    },
  ],
  'a press': [
    2,
    async () => {
      const id = await opened()
      return () => store.record(id, 1, [claimed], [{ do: 'put-challenge', challenge: aChallenge() }])
    },
  ],
  'a press that sends a code': [
    3,
    async () => {
      const id = await opened()
      return () => store.record(id, 1, [claimed], [{ do: 'count-uses', uses, at: now }])
    },
  ],
  'a try': [2, async () => () => store.reserveTry(user.id, (series) => ({ ...series, failures: 1 }))],
  'an end': [
    3,
    async () => {
      const id = await opened()
      return () => store.finishOnce(anEnd(id))
    },
  ],
  'a success': [
    4,
    async () => {
      const id = await opened()
      return () => store.finishOnce(aSuccess(id))
    },
  ],
  'an enrolment': [
    5,
    async () => {
      const id = await opened((await aWorld(store)).user)
      const staged = { method: 'passkey', passkey: aPasskey() } as const
      await store.record(id, 1, [claimed], [{ do: 'stage', staged }])
      return () => store.finishOnce(aSuccess(id))
    },
  ],
  'a redemption with its Idempotency-Key': [
    3,
    async () => {
      const id = await ended()
      return () => store.redeemOnce(id, now, 'redeemed', anAnswer())
    },
  ],
}

describe('how often a verb waits for the database', () => {
  it.each(Object.keys(verbs))('%s', async (name) => {
    const [times, prepare] = verbs[name] ?? [0, () => Promise.reject(new Error('no verb'))]
    // The first time a connection is made, and statements are.
    await (await prepare())()
    const verb = await prepare()
    const before = way.turns()
    expect(await verb()).not.toBe('superseded')
    expect(way.turns() - before).toBe(times)
  })
})
