import { describe, expect, it } from 'vitest'
import type { Series } from '../../lib/sca/limits.ts'
import { type Store, UnknownCursor } from '../store.ts'
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
  now,
  parallel,
} from './rows.ts'
import { webhookCalls } from './webhook-calls.ts'
import { anEndpoint, anEvent, tellAll } from './webhook-rows.ts'

/** What platforms are told. */
export function outboxContract(store: () => Store): void {
  const { withEndpoint, claim, settled, listed, ids, eventIds } = webhookCalls(store)

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
          userId: user.id,
          factors: [
            { method: 'passkey', change: 'added' },
            { method: 'pin', change: 'added' },
          ],
          enrolled: true,
          series: { before: series, after: none },
        },
        {
          userId: user.id,
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
      await store().record(session.id, 1, [], [{ do: 'change-series', userId: user.id, change, tell }])
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

    it('is not taken back once its delivery was begun, by whichever clock', async () => {
      const { platform, user } = await withEndpoint()
      const [told, after] = [anEvent(user, held), anEvent(user, { ...back, createdAt: now + 9 })]
      await tellAll(store(), user, [told])
      const [taken] = await claim({ now: now + 10 })
      await tellAll(store(), user, [after])
      expect(ids(await listed(platform.id, now + 10))).toEqual([after.id, told.id])
      await settled(taken!)
      const next = anEvent(user, { ...back, createdAt: now + 9 })
      await tellAll(store(), user, [next])
      expect(ids(await listed(platform.id, now + 10))).toEqual([next.id, after.id, told.id])
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
}
