import { describe, expect, it } from 'vitest'
import { blockForGood, noFailures, spendTry } from '../../lib/sca/limits.ts'
import type { Store } from '../store.ts'
import { aNotice, anAct, hour } from './care-rows.ts'
import { anEnd, anOpenSession, countOf, minute, now, parallel, seriesOf } from './rows.ts'

/** Messages that must arrive, and the links in them. */
export function noticeContract(store: () => Store): void {
  describe('notices', () => {
    it('are written with the end, and with no end that is not written', async () => {
      const { user, session } = await anOpenSession(store())
      const [first, second] = [aNotice(user.id), aNotice(user.id)]
      await store().finishOnce(anEnd(session.id, { notices: [first] }))
      await store().finishOnce(anEnd(session.id, { notices: [second] }))
      const { id: userId, platformId, dataKeyWrapped } = user
      const { id, kind, channel, sealed } = first
      expect(await store().takeNotices(now, now + minute, 10)).toEqual([
        { id, kind, channel, sealed, attempt: 1, user: { id: userId, platformId, dataKeyWrapped } },
      ])
    })

    it('are taken by one, come again when nobody says they left, and then no more', async () => {
      const { user, session } = await anOpenSession(store())
      const one = aNotice(user.id)
      await store().finishOnce(anEnd(session.id, { notices: [one, { ...one, linkHash: 'never' }] }))
      const taken = (await parallel(10, () => store().takeNotices(now, now + minute, 5))).flat()
      expect(taken).toHaveLength(1)
      expect(await store().takeNotices(now + minute - 1, now + hour, 5)).toEqual([])
      expect(await store().takeNotices(now + minute, now + hour, 5)).toMatchObject([{ id: one.id, attempt: 2 }])
      await store().delayNotice(one.id, now + 2 * minute)
      expect(await store().takeNotices(now + 2 * minute, now + hour, 5)).toMatchObject([{ attempt: 3 }])
      await store().noticeSent(one.id, now)
      expect(await store().takeNotices(now + 9 * hour, now + 9 * hour, 5)).toEqual([])
      expect(await store().findNoticeLink('never')).toBeNull()
    })

    it('RTS-31 whether the warning went out is known to the next try, until the series is over', async () => {
      const { user, session } = await anOpenSession(store())
      const warned: boolean[] = []
      const look = () =>
        store().reserveTry(user.id, (series, was) => {
          warned.push(was)
          return spendTry(series, now, { perBlock: 50, firstBlockMs: 1, permanentAfter: 500 })
        })
      await look()
      const warning = aNotice(user.id, { kind: 'last-block' })
      await store().finishOnce(anEnd(session.id, { notices: [warning] }))
      await look()
      await store().noticeSent(warning.id, now)
      await look()
      await look()
      await store().changeSeries(user.id, () => noFailures)
      await look()
      expect(warned).toEqual([false, false, true, true, false])
    })

    it('CRED-09 a link blocks once, until its time is over', async () => {
      const { user, session, platform } = await anOpenSession(store())
      const [one, other] = [aNotice(user.id), aNotice(user.id)]
      await store().finishOnce(anEnd(session.id, { notices: [one, other] }))
      const link = {
        platform: { id: platform.id, name: platform.name, brand: platform.brand },
        user: { id: user.id, externalId: user.externalId, dataKeyWrapped: user.dataKeyWrapped },
        series: noFailures,
        expiresAt: one.expiresAt,
        usedAt: null,
      }
      expect(await store().findNoticeLink(one.linkHash)).toEqual(link)
      const act = anAct(user.id, { did: 'reported' })
      const use = (hash: string, at: number) => store().useNoticeLink(hash, at, blockForGood, act)
      const answers = await parallel(20, () => use(one.linkHash, now + 1))
      expect(countOf(answers, 'used')).toBe(1)
      const series = { ...noFailures, permanent: true }
      expect(await seriesOf(store(), user)).toEqual(series)
      expect(await store().findNoticeLink(one.linkHash)).toEqual({ ...link, series, usedAt: now + 1 })
      expect(await store().listActs(user.id)).toEqual([act])
      expect(await use(other.linkHash, other.expiresAt)).toBe('over')
      expect(await use('unknown', now)).toBe('over')
    })
  })
}
