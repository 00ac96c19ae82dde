import { describe, expect, it } from 'vitest'
import type { Series } from '../../lib/sca/limits.ts'
import {
  type Answer,
  type ClaimedDelivery,
  type DeliveryClaim,
  type EndpointRow,
  type SettledDelivery,
  type Store,
  UnknownCursor,
} from '../store.ts'
import {
  anEnd,
  anOpenSession,
  aPasskey,
  aPhone,
  aPin,
  aSession,
  aSuccess,
  aWorld,
  type enrol,
  fresh,
  minute,
  now,
  parallel,
} from './rows.ts'
import { anEndpoint, anEvent, tellAll } from './webhook-rows.ts'

/** What platforms are told: the outbox, endpoints, and deliveries under way. */
export function webhookContract(store: () => Store): void {
  async function withEndpoint(of: Partial<EndpointRow> = {}) {
    const world = await aWorld(store())
    const endpoint = anEndpoint(world.platform.id, of)
    await store().createEndpoint(endpoint, 10)
    return { ...world, endpoint }
  }
  const claim = (change: Partial<DeliveryClaim> = {}) =>
    store().claimDeliveries({
      now,
      limit: 100,
      perEndpoint: 100,
      underWay: new Map(),
      leaseMs: minute,
      lease: fresh('lease'),
      ...change,
    })
  const settled = (taken: ClaimedDelivery, change: Partial<SettledDelivery> = {}) =>
    store().settleDelivery({
      eventId: taken.event.id,
      endpointId: taken.endpoint.id,
      lease: taken.lease,
      at: now,
      state: 'delivered',
      nextAt: null,
      result: 'delivered',
      status: 200,
      disable: false,
      ...change,
    })
  const listed = async (platformId: string, at = now) =>
    (await store().listEvents({ platformId, limit: 100, now: at })).events
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
  const eventIds = (taken: readonly ClaimedDelivery[]) => taken.map(({ event }) => event.id)
  const deliveriesOf = async (platformId: string, eventId: string) =>
    (await store().findEvent(platformId, eventId, now + 99 * minute))?.deliveries ?? []
  async function anAnswer(platformId: string): Promise<Answer> {
    const key = fresh('idem')
    await store().beginAnswer({ platformId, key, fingerprint: 'body', now })
    return { platformId, key, status: 200, bodySealed: 'sealed' }
  }
  const answered = async ({ platformId, key }: Answer) =>
    'stored' in (await store().beginAnswer({ platformId, key, fingerprint: 'body', now }))

  describe('endpoints', () => {
    it('keeps them, oldest first, each for its platform alone', async () => {
      const { platform, endpoint } = await withEndpoint({ createdAt: now + 1 })
      const older = anEndpoint(platform.id)
      await store().createEndpoint(older, 10)
      const other = await withEndpoint()
      expect(await store().listEndpoints(platform.id)).toEqual([older, endpoint])
      expect(await store().findEndpoint(platform.id, endpoint.id)).toEqual(endpoint)
      expect(await store().findEndpoint(platform.id, other.endpoint.id)).toBeNull()
      const disable = (row: EndpointRow) => ({ ...row, enabled: false })
      expect(await store().changeEndpoint(platform.id, other.endpoint.id, disable)).toBeNull()
      expect(await store().deleteEndpoint(platform.id, other.endpoint.id)).toBe('unknown')
      expect(await store().findEndpoint(other.platform.id, other.endpoint.id)).toEqual(other.endpoint)
    })

    it('makes no more than the limit, whoever else makes some', async () => {
      const { platform } = await aWorld(store())
      const made = await parallel(20, () => store().createEndpoint(anEndpoint(platform.id), 3))
      expect(made.filter((result) => result === 'created')).toHaveLength(3)
      expect(await store().listEndpoints(platform.id)).toHaveLength(3)
    })

    it('changes all but what it is', async () => {
      const { platform, endpoint } = await withEndpoint()
      const changed = {
        ...endpoint,
        url: 'https://new.test',
        secretSealed: 'new',
        previousSecretSealed: 'secret',
        previousSecretUntil: now + 5,
        updatedAt: now + 1,
      }
      const wrong = { id: 'other', platformId: 'other', createdAt: 0 }
      await store().changeEndpoint(platform.id, endpoint.id, () => ({ ...changed, ...wrong }))
      expect(await store().findEndpoint(platform.id, endpoint.id)).toEqual(changed)
    })

    it('keeps the answer with what it did', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      const made = await anAnswer(platform.id)
      await store().createEndpoint(anEndpoint(platform.id), 10, made)
      const changed = await anAnswer(platform.id)
      await store().changeEndpoint(
        platform.id,
        endpoint.id,
        (row) => row,
        () => changed,
      )
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      const sent = await anAnswer(platform.id)
      const what = { platformId: platform.id, eventId: event.id, endpointId: null, now }
      await store().redeliver(what, (endpoints) => (endpoints === 2 ? sent : undefined))
      expect(await Promise.all([made, changed, sent].map(answered))).toEqual([true, true, true])
    })
  })

  describe('outbox', () => {
    it('HOOK-03 writes an event with what it tells of, or neither', async () => {
      const { platform, user, session } = await anOpenSession(store())
      const event = anEvent(user, { sessionId: session.id, type: 'session.refused' })
      const tell = () => {
        throw new Error('a fault in a rule')
      }
      await expect(store().finishOnce(anEnd(session.id, { tell }))).rejects.toThrow('a fault')
      expect((await store().findSession(session.id))?.outcome).toBeNull()
      expect(await store().finishOnce(anEnd(session.id, { tell: () => [event] }))).toBe('finished')
      expect(await store().finishOnce(anEnd(session.id, { tell: () => [anEvent(user)] }))).toBe('ended-already')
      const { takesBack: _, ...written } = event
      expect(await listed(platform.id)).toEqual([{ ...written, sequence: 1 }])
    })

    it('tells of one end, whoever else tries', async () => {
      const { platform, user, session } = await anOpenSession(store())
      await parallel(30, () => store().finishOnce(anEnd(session.id, { tell: () => [anEvent(user)] })))
      expect(await listed(platform.id)).toHaveLength(1)
    })

    it('numbers the events of each session', async () => {
      const { platform, user, session } = await anOpenSession(store())
      const other = aSession(user)
      await store().createSession(other)
      const of = (sessionId: string | null) => anEvent(user, { sessionId })
      await tellAll(store(), user, [of(session.id), of(other.id), of(null), of(session.id)])
      await tellAll(store(), user, [of(session.id)])
      const events = (await listed(platform.id)).toReversed()
      expect(events.map(({ sessionId, sequence }) => [sessionId, sequence])).toEqual([
        [session.id, 1],
        [other.id, 1],
        [null, null],
        [session.id, 2],
        [session.id, 3],
      ])
    })

    it('says what an end changed of the user', async () => {
      const { user } = await aWorld(store())
      const seen: unknown[] = []
      const end = async (of: Parameters<typeof enrol>[1], staged: Parameters<typeof enrol>[2]) => {
        const session = aSession(of)
        await store().createSession(session)
        const effects = staged.map((row) => ({ do: 'stage', staged: row }) as const)
        await store().record(session.id, 1, [], effects)
        await store().finishOnce(
          aSuccess(
            session.id,
            {},
            {
              tell: (what) => {
                seen.push(what)
                return []
              },
            },
          ),
        )
      }
      const series = { failures: 3, blockedUntil: null, permanent: false }
      const none = { failures: 0, blockedUntil: null, permanent: false }
      await store().changeSeries(user.id, () => series)
      await end(user, [
        { method: 'pin', pin: aPin() },
        { method: 'passkey', passkey: aPasskey() },
      ])
      await end({ ...user, credentialsVersion: 2 }, [
        { method: 'pin', pin: aPin() },
        { method: 'phone', phone: aPhone() },
        { method: 'passkey', passkey: aPasskey() },
      ])
      expect(seen).toEqual([
        {
          factors: [
            { method: 'passkey', change: 'added' },
            { method: 'pin', change: 'added' },
          ],
          enrolled: true,
          series: { before: series, after: none },
        },
        {
          factors: [
            { method: 'passkey', change: 'added' },
            { method: 'phone', change: 'added' },
            { method: 'pin', change: 'replaced' },
          ],
          enrolled: false,
          series: { before: none, after: none },
        },
      ])
    })

    it('tells of the session that a newer one ends, as it ended', async () => {
      const { platform, user, session } = await anOpenSession(store())
      const newer = aSession(user, { operationHash: session.operationHash, createdAt: now + 5 })
      await store().createSession(newer, undefined, (ended) => {
        expect(ended).toEqual({ ...session, outcome: 'cancelled', reason: 'newer-session', endedAt: now + 5 })
        return [anEvent(user, { sessionId: ended.id })]
      })
      expect((await listed(platform.id)).map(({ sessionId }) => sessionId)).toEqual([session.id])
    })

    it('tells of a change of a series, and of nothing where nothing changed', async () => {
      const { platform, user, session } = await anOpenSession(store())
      const one: Series = { failures: 1, blockedUntil: null, permanent: false }
      const tell = (before: Series, after: Series) => [anEvent(user, { data: JSON.stringify([before, after]) })]
      await store().reserveTry(user.id, () => null, tell)
      await store().reserveTry(user.id, () => one, tell)
      await store().changeSeries(user.id, (series) => series, tell)
      const change = (series: Series) => ({ ...series, failures: series.failures + 1 })
      await store().changeSeries(user.id, change, tell)
      await store().record(session.id, 1, [], [{ do: 'change-series', change, tell }])
      const told = (await listed(platform.id)).map(({ data }) => JSON.parse(data)).toReversed()
      expect(told.map((pair) => pair.map(({ failures }: Series) => failures))).toEqual([
        [0, 1],
        [1, 2],
        [2, 3],
      ])
    })

    it('lists a platform’s own, newest first, page by page', async () => {
      const { platform, user } = await aWorld(store())
      const events = Array.from({ length: 5 }, () => anEvent(user))
      await tellAll(store(), user, events)
      const other = await aWorld(store())
      await tellAll(store(), other.user, [anEvent(other.user)])
      const query = { platformId: platform.id, limit: 3, now }
      const first = await store().listEvents(query)
      await tellAll(store(), user, [anEvent(user)])
      const second = await store().listEvents({ ...query, cursor: first.nextCursor ?? undefined })
      expect(ids([...first.events, ...second.events])).toEqual(ids(events.toReversed()))
      expect(second.nextCursor).toBeNull()
      expect(await store().findEvent(other.platform.id, events[0]!.id, now)).toBeNull()
    })

    it.each(['', 'x', 'WzEsMl0', 'LTE', 'MA'])('throws for a cursor it never gave (%s)', async (cursor) => {
      const { platform } = await aWorld(store())
      await expect(store().listEvents({ platformId: platform.id, limit: 1, now, cursor })).rejects.toThrow(
        UnknownCursor,
      )
    })

    it('calls who listens, after something is to be delivered', async () => {
      const { user } = await withEndpoint()
      let called = 0
      const stop = store().onEvents(() => {
        called += 1
      })
      await tellAll(store(), user, [anEvent(user)])
      expect(called).toBe(1)
      stop()
      await tellAll(store(), user, [anEvent(user)])
      expect(called).toBe(1)
    })
  })

  describe('held events', () => {
    const held = { type: 'user.blocked', heldUntil: now + 10 } as const
    const back = { type: 'user.unblocked', takesBack: 'user.blocked' } as const

    it('is told when its time is over', async () => {
      const { platform, user } = await withEndpoint()
      const event = anEvent(user, held)
      await tellAll(store(), user, [event])
      expect(await listed(platform.id, now + 9)).toEqual([])
      expect(await store().findEvent(platform.id, event.id, now + 9)).toBeNull()
      expect(await claim({ now: now + 9 })).toEqual([])
      expect(ids(await listed(platform.id, now + 10))).toEqual([event.id])
      expect(eventIds(await claim({ now: now + 10 }))).toEqual([event.id])
    })

    it('is let go by the next event of its session', async () => {
      const { user, session, platform } = await anOpenSession(store())
      await store().createEndpoint(anEndpoint(platform.id), 10)
      const [first, other, next] = [
        anEvent(user, { ...held, sessionId: session.id }),
        anEvent(user),
        anEvent(user, { sessionId: session.id }),
      ]
      await tellAll(store(), user, [first, other])
      expect(eventIds(await claim())).toEqual([other.id])
      await tellAll(store(), user, [next])
      expect(eventIds(await claim())).toEqual([first.id, next.id])
    })

    it('is taken back without a word', async () => {
      const { platform, user } = await withEndpoint()
      await tellAll(store(), user, [anEvent(user, held)])
      await tellAll(store(), user, [anEvent(user, { ...back, createdAt: now + 9 })])
      expect(await listed(platform.id, now + 99)).toEqual([])
      expect(await claim({ now: now + 99 })).toEqual([])
    })

    it('is not taken back once it is told', async () => {
      const { platform, user } = await aWorld(store())
      const [told, after] = [anEvent(user, held), anEvent(user, { ...back, createdAt: now + 10 })]
      await tellAll(store(), user, [told])
      await tellAll(store(), user, [after])
      expect(ids(await listed(platform.id, now + 10))).toEqual([after.id, told.id])
    })

    it('is not taken back by what is about another user', async () => {
      const { platform, user } = await aWorld(store())
      const other = await anOpenSession(store())
      const event = anEvent(user, held)
      await tellAll(store(), user, [event])
      await tellAll(store(), other.user, [anEvent(other.user, back)])
      expect(ids(await listed(platform.id, now + 10))).toEqual([event.id])
    })
  })

  describe('deliveries', () => {
    it('has one for each endpoint that is enabled then', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      const second = anEndpoint(platform.id)
      await store().createEndpoint(second, 10)
      await store().createEndpoint(anEndpoint(platform.id, { enabled: false, disabledReason: 'by-platform' }), 10)
      await withEndpoint()
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      await store().createEndpoint(anEndpoint(platform.id), 10)
      const rest = { state: 'pending', attempts: 0, nextAt: now, lastAt: null, lastResult: null, lastStatus: null }
      expect(await deliveriesOf(platform.id, event.id)).toEqual(
        [endpoint.id, second.id].sort().map((endpointId) => ({ eventId: event.id, endpointId, ...rest })),
      )
    })

    it('HOOK-03 has one winner for each, whoever else claims', async () => {
      const { user } = await withEndpoint()
      const events = Array.from({ length: 60 }, () => anEvent(user))
      await tellAll(store(), user, events)
      const taken = (await parallel(20, () => claim({ limit: 5 }))).flat()
      expect(eventIds(taken).sort()).toEqual(ids(events).sort())
      expect(new Set(eventIds(taken)).size).toBe(60)
    })

    it('gives the whole event and its endpoint, in the order of writing', async () => {
      const { user, endpoint } = await withEndpoint()
      const events = Array.from({ length: 12 }, () => anEvent(user))
      await tellAll(store(), user, events)
      const taken = await claim({ lease: 'mine' })
      const rows = events.map(({ takesBack: _, ...event }) => ({ ...event, sequence: null }))
      expect(taken).toEqual(rows.map((event) => ({ event, endpoint, attempts: 0, lease: 'mine' })))
    })

    it('gives nothing before its time, and nothing twice within its lease', async () => {
      const { user } = await withEndpoint()
      await tellAll(store(), user, [anEvent(user, { createdAt: now + 5 })])
      expect(await claim({ now: now + 4 })).toEqual([])
      expect(await claim({ now: now + 5 })).toHaveLength(1)
      expect(await claim({ now: now + 4 + minute })).toEqual([])
      // Who had it died.
      expect(await claim({ now: now + 5 + minute })).toHaveLength(1)
    })

    it('settles once, by the lease that is the last', async () => {
      const { platform, user } = await withEndpoint()
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      const [slow] = await claim()
      const [fast] = await claim({ now: now + minute })
      expect(await settled(slow!)).toBe('lost')
      expect(await settled(fast!, { state: 'pending', nextAt: now + 9, result: 'error-status', status: 503 })).toBe(
        'settled',
      )
      expect(await settled(fast!)).toBe('lost')
      expect(await deliveriesOf(platform.id, event.id)).toMatchObject([
        { state: 'pending', attempts: 1, nextAt: now + 9, lastAt: now, lastResult: 'error-status', lastStatus: 503 },
      ])
      const [again] = await claim({ now: now + 9 })
      expect(again?.attempts).toBe(1)
      await settled(again!)
      expect(await claim({ now: now + 99 * minute })).toEqual([])
    })

    it('takes so many of one endpoint, those under way included', async () => {
      const { user, endpoint } = await withEndpoint()
      await tellAll(
        store(),
        user,
        Array.from({ length: 9 }, () => anEvent(user)),
      )
      expect(await claim({ perEndpoint: 4, underWay: new Map([[endpoint.id, 3]]) })).toHaveLength(1)
      expect(await claim({ perEndpoint: 4, underWay: new Map([[endpoint.id, 5]]) })).toEqual([])
      expect(await claim({ perEndpoint: 4, underWay: new Map([['other', 5]]) })).toHaveLength(4)
    })

    it('REL-11 gives every endpoint its turn, however much another has waiting', async () => {
      const worlds = [await withEndpoint(), await withEndpoint(), await withEndpoint()]
      for (const { user } of worlds) {
        await tellAll(
          store(),
          user,
          Array.from({ length: 20 }, () => anEvent(user)),
        )
      }
      const served = new Set<string>()
      for (let round = 0; round < 3; round += 1) {
        for (const { endpoint } of await claim({ limit: 4, perEndpoint: 4 })) served.add(endpoint.id)
      }
      expect(served).toEqual(new Set(worlds.map(({ endpoint }) => endpoint.id)))
    })

    it('gives up what is pending where an endpoint is disabled, and takes it up by hand only', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      const events = [anEvent(user), anEvent(user)]
      await tellAll(store(), user, events)
      const [first] = await claim({ limit: 1 })
      const change = (enabled: boolean) =>
        store().changeEndpoint(platform.id, endpoint.id, (row) => ({ ...row, enabled }))
      await change(false)
      expect(await settled(first!)).toBe('lost')
      await tellAll(store(), user, [anEvent(user)])
      await change(true)
      expect(await claim({ now: now + 99 * minute })).toEqual([])
      for (const event of events) expect(await deliveriesOf(platform.id, event.id)).toMatchObject([{ state: 'dead' }])
    })

    it('HOOK-04 disables an endpoint that is gone', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      await tellAll(store(), user, [anEvent(user), anEvent(user)])
      const [first] = await claim({ limit: 1 })
      await settled(first!, { state: 'dead', result: 'gone', status: 410, disable: true, at: now + 3 })
      const row = await store().findEndpoint(platform.id, endpoint.id)
      expect(row).toMatchObject({ enabled: false, disabledReason: 'gone', updatedAt: now + 3 })
      expect(await claim({ now: now + 99 * minute })).toEqual([])
    })

    it('deletes an endpoint with its deliveries, and leaves the events', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      const [taken] = await claim()
      expect(await store().deleteEndpoint(platform.id, endpoint.id)).toBe('deleted')
      expect(await settled(taken!)).toBe('lost')
      expect(await store().findEvent(platform.id, event.id, now)).toMatchObject({ deliveries: [] })
      expect(await store().deleteEndpoint(platform.id, endpoint.id)).toBe('unknown')
    })
  })

  describe('redeliver', () => {
    const again = (platformId: string, eventId: string, endpointId: string | null = null, at = now) =>
      store().redeliver({ platformId, eventId, endpointId, now: at })

    it('begins anew what was delivered, dead or waiting', async () => {
      const { platform, user } = await withEndpoint()
      const events = [anEvent(user), anEvent(user), anEvent(user)]
      await tellAll(store(), user, events)
      const [one, two, three] = await claim()
      await settled(one!)
      await settled(two!, { state: 'dead', result: 'timeout', status: null })
      await settled(three!, { state: 'pending', nextAt: now + 99 * minute, result: 'timeout', status: null })
      for (const { id } of events) expect(await again(platform.id, id, null, now + 1)).toBe(1)
      const taken = await claim({ now: now + 1 })
      expect(taken.map(({ event, attempts }) => [event.id, attempts])).toEqual(ids(events).map((id) => [id, 0]))
    })

    it('goes to endpoints that came later, and to one alone', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      await settled((await claim())[0]!)
      const later = anEndpoint(platform.id)
      await store().createEndpoint(later, 10)
      expect(await again(platform.id, event.id, later.id)).toBe(1)
      expect((await claim()).map((taken) => taken.endpoint.id)).toEqual([later.id])
      expect(await again(platform.id, event.id, endpoint.id)).toBe(1)
      expect((await claim()).map((taken) => taken.endpoint.id)).toEqual([endpoint.id])
    })

    it('leaves alone what is under way', async () => {
      const { platform, user } = await withEndpoint()
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      const [taken] = await claim()
      expect(await again(platform.id, event.id)).toBe(1)
      expect(await claim()).toEqual([])
      expect(await settled(taken!)).toBe('settled')
    })

    it('says what there is none of', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      const other = await withEndpoint()
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      expect(await again(platform.id, 'evt_none')).toBe('no-event')
      expect(await again(other.platform.id, event.id)).toBe('no-event')
      expect(await again(platform.id, event.id, other.endpoint.id)).toBe('no-endpoint')
      await store().changeEndpoint(platform.id, endpoint.id, (row) => ({ ...row, enabled: false }))
      expect(await again(platform.id, event.id)).toBe('no-endpoint')
      expect(await again(platform.id, event.id, endpoint.id)).toBe('no-endpoint')
    })
  })
}
