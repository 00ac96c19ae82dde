import { describe, expect, it } from 'vitest'
import { type SessionQuery, type Store, UnknownCursor } from '../store.ts'
import {
  aChallenge,
  anEnd,
  anOpenSession,
  aPhone,
  aPin,
  aSession,
  aSuccess,
  aUser,
  aWorld,
  claimed,
  minute,
  now,
  recordOf,
} from './rows.ts'

/** Sessions, listed. */
export function sessionListContract(store: () => Store): void {
  describe('listSessions', () => {
    async function six() {
      const { platform, user } = await aWorld(store())
      const at = (i: number) => ({ createdAt: now + i, expiresAt: now + i + 10 * minute })
      const made = await Promise.all(
        Array.from({ length: 6 }, async (_, i) => {
          const session = aSession(user, at(i))
          await store().createSession(session)
          return session.id
        }),
      )
      return { platform, user, made }
    }
    const ids = async (query: SessionQuery) => (await store().listSessions(query)).sessions.map(({ id }) => id)

    it('lists a platform’s own, newest first', async () => {
      const { platform, made } = await six()
      await six()
      const all = await store().listSessions({ platformId: platform.id, limit: 10, now })
      expect(all.sessions.map(({ id }) => id)).toEqual(made.toReversed())
      expect(all.nextCursor).toBeNull()
    })

    it('goes on where a page ended, also when newer ones came meanwhile', async () => {
      const { platform, user, made } = await six()
      const first = await store().listSessions({ platformId: platform.id, limit: 4, now })
      await store().createSession(aSession(user, { createdAt: now + 99 }))
      const cursor = first.nextCursor ?? undefined
      const second = await store().listSessions({ platformId: platform.id, limit: 4, now, cursor })
      expect([...first.sessions, ...second.sessions].map(({ id }) => id)).toEqual(made.toReversed())
      expect(second.nextCursor).toBeNull()
    })

    it('has no next page when a page ends with the last', async () => {
      const { platform } = await six()
      expect((await store().listSessions({ platformId: platform.id, limit: 6, now })).nextCursor).toBeNull()
    })

    it('orders those of one millisecond by id, across pages', async () => {
      const { platform, user } = await aWorld(store())
      const made = Array.from({ length: 5 }, () => aSession(user))
      for (const session of made) await store().createSession(session)
      const wanted = made
        .map(({ id }) => id)
        .sort()
        .reverse()
      const found: string[] = []
      let cursor: string | undefined
      do {
        const page = await store().listSessions({ platformId: platform.id, limit: 2, now, cursor })
        found.push(...page.sessions.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(found).toEqual(wanted)
    })

    it('lists one user’s own, page by page', async () => {
      const { platform, user, made } = await six()
      const other = aUser(platform.id)
      await store().saveUser(other, null)
      await store().createSession(aSession(other))
      const query = { platformId: platform.id, externalUserId: user.externalId, limit: 4, now }
      const first = await store().listSessions(query)
      const second = await store().listSessions({ ...query, cursor: first.nextCursor ?? undefined })
      expect([...first.sessions, ...second.sessions].map(({ id }) => id)).toEqual(made.toReversed())
      expect(await ids({ ...query, externalUserId: 'unknown' })).toEqual([])
      const elsewhere = await aWorld(store())
      expect(await ids({ ...query, platformId: elsewhere.platform.id })).toEqual([])
    })

    it('derives the status at the moment of the question', async () => {
      const { platform, user, made } = await six()
      const [refused, started, created, succeeded, expired] = made as [string, string, string, string, string, string]
      await store().finishOnce(anEnd(refused))
      await store().record(started, 1, [claimed])
      await store().finishOnce(aSuccess(succeeded))
      await store().finishOnce(anEnd(expired, { outcome: 'expired', reason: 'time-over' }))
      const last = made[5] as string
      for (const whose of [{}, { externalUserId: user.externalId }]) {
        const of = (status: string, at = now) => ids({ platformId: platform.id, ...whose, status, limit: 10, now: at })
        expect(await of('refused')).toEqual([refused])
        expect(await of('started')).toEqual([started])
        expect(await of('created')).toEqual([last, created])
        expect(await of('succeeded')).toEqual([succeeded])
        expect(await of('expired')).toEqual([expired])
        expect(await of('failed')).toEqual([])
        expect(await of('cancelled')).toEqual([])
        expect(await of('made up')).toEqual([])
        // `started` is over to the millisecond, `created` one later, the last three later.
        expect(await of('started', now + 1 + 10 * minute)).toEqual([])
        expect(await of('created', now + 1 + 10 * minute)).toEqual([last, created])
        expect(await of('expired', now + 60 * minute)).toEqual([last, expired, created, started])
        expect(await of('succeeded', now + 60 * minute)).toEqual([succeeded])
      }
    })

    it('pages through written and overdue ones alike', async () => {
      const { platform, made } = await six()
      await store().finishOnce(anEnd(made[2] as string, { outcome: 'expired', reason: 'time-over' }))
      const query = { platformId: platform.id, status: 'expired', limit: 3, now: now + 60 * minute }
      const first = await store().listSessions(query)
      const second = await store().listSessions({ ...query, cursor: first.nextCursor ?? undefined })
      expect([...first.sessions, ...second.sessions].map(({ id }) => id)).toEqual(made.toReversed())
    })

    it.each(['', 'x', 'bm90IGpzb24', 'WzEsMl0', 'bnVsbA'])('throws for a cursor it never gave (%s)', async (cursor) => {
      const { platform } = await aWorld(store())
      await expect(store().listSessions({ platformId: platform.id, limit: 1, now, cursor })).rejects.toThrow(
        UnknownCursor,
      )
    })
  })

  describe('listOverdue', () => {
    it('lists open sessions whose time is over, oldest first', async () => {
      const { user } = await aWorld(store())
      const [late, early, open, ended] = [3, 1, 99, 2].map((i) => aSession(user, { expiresAt: now + i }))
      for (const session of [late!, early!, open!, ended!]) await store().createSession(session)
      await store().finishOnce(anEnd(ended!.id))
      expect(await store().listOverdue(now + 3, 10)).toEqual([early, late])
      expect(await store().listOverdue(now + 3, 1)).toEqual([early])
      expect(await store().listOverdue(now, 10)).toEqual([])
    })
  })

  describe('loadSessions', () => {
    it('loads each as it would be loaded alone, and leaves out what there is not', async () => {
      const [plain, staged, ended] = await Promise.all([1, 2, 3].map(() => anOpenSession(store())))
      if (!plain || !staged || !ended) throw new Error('three were made')
      await store().record(
        staged.session.id,
        1,
        [claimed],
        [
          { do: 'put-challenge', challenge: aChallenge() },
          { do: 'stage', staged: { method: 'pin', pin: aPin() } },
          { do: 'stage', staged: { method: 'phone', phone: aPhone() } },
        ],
      )
      await store().finishOnce(anEnd(ended.session.id))
      const all = [plain, staged, ended].map(({ session }) => session.id)
      const loaded = await store().loadSessions([...all, 'unknown'])
      const alone = await Promise.all(all.map((id) => recordOf(store(), id)))
      const byId = <R extends { session: { id: string } }>(records: R[]) =>
        records.toSorted((a, b) => (a.session.id < b.session.id ? -1 : 1))
      expect(byId(loaded)).toEqual(byId(alone))
      expect(await store().loadSessions([])).toEqual([])
    })
  })
}
