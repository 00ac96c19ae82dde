import { and, asc, eq, gt, isNull, lte } from 'drizzle-orm'
import { noFailures } from '../../lib/sca/limits.ts'
import type { NoticeRow } from '../care.ts'
import type { Store } from '../store.ts'
import type { KeepAct } from './acts.ts'
import type { Database } from './open.ts'
import { attempt, notice, noticeLink, platform, user } from './schema.ts'
import { type ChangeSeries, seriesColumns } from './series.ts'
import { atMost, slot, slots, sought } from './slots.ts'

type Verbs = Pick<Store, 'takeNotices' | 'noticeSent' | 'delayNotice' | 'findNoticeLink' | 'useNoticeLink'>

/** Writes notices with their links inside of another verb's transaction. */
export type AddNotices = (notices: readonly NoticeRow[] | undefined) => void

/** Messages that must arrive, and the links in them. */
export function notices(
  { orm, write }: Database,
  changeSeries: ChangeSeries,
  keepAct: KeepAct,
): { verbs: Verbs; add: AddNotices } {
  const insert = orm.insert(notice).values(slots(notice)).onConflictDoNothing().prepare()
  const insertLink = orm.insert(noticeLink).values(slots(noticeLink)).prepare()
  const due = orm
    .select({
      id: notice.id,
      kind: notice.kind,
      channel: notice.channel,
      sealed: notice.sealed,
      attempts: notice.attempts,
      user: { id: user.id, platformId: user.platformId, dataKeyWrapped: user.dataKeyWrapped },
    })
    .from(notice)
    .innerJoin(user, eq(user.id, notice.userId))
    .where(lte(notice.nextAt, sought('now')))
    .orderBy(asc(notice.nextAt), asc(notice.id))
    .limit(atMost('limit'))
    .prepare()
  const ofId = eq(notice.id, sought('id'))
  const take = orm
    .update(notice)
    .set({ nextAt: slot('until'), attempts: slot('attempts') })
    .where(ofId)
    .prepare()
  const find = orm.select({ userId: notice.userId, kind: notice.kind }).from(notice).where(ofId).prepare()
  const remove = orm.delete(notice).where(ofId).prepare()
  const delay = orm
    .update(notice)
    .set({ nextAt: slot('nextAt') })
    .where(ofId)
    .prepare()
  const warned = orm
    .update(attempt)
    .set({ warnedAt: slot('at') })
    .where(eq(attempt.userId, sought('userId')))
    .prepare()
  const ofToken = eq(noticeLink.tokenHash, sought('tokenHash'))
  const findLink = orm
    .select({
      platform: { id: platform.id, name: platform.name, brand: platform.brand },
      user: { id: user.id, externalId: user.externalId, dataKeyWrapped: user.dataKeyWrapped },
      series: seriesColumns,
      expiresAt: noticeLink.expiresAt,
      usedAt: noticeLink.usedAt,
    })
    .from(noticeLink)
    .innerJoin(user, eq(user.id, noticeLink.userId))
    .innerJoin(platform, eq(platform.id, user.platformId))
    .leftJoin(attempt, eq(attempt.userId, noticeLink.userId))
    .where(ofToken)
    .prepare()
  const use = orm
    .update(noticeLink)
    .set({ usedAt: slot('at') })
    .where(and(ofToken, isNull(noticeLink.usedAt), gt(noticeLink.expiresAt, sought('at'))))
    .returning({ userId: noticeLink.userId })
    .prepare()

  return {
    add(rows = []) {
      for (const { linkHash: tokenHash, ...row } of rows) {
        if (insert.run({ ...row, attempts: 0 }).changes === 0) continue
        insertLink.run({ tokenHash, userId: row.userId, expiresAt: row.expiresAt, usedAt: null })
      }
    },
    verbs: {
      takeNotices: (now, until, limit) =>
        write(() =>
          due.all({ now, limit }).map(({ attempts, ...row }) => {
            take.run({ id: row.id, until, attempts: attempts + 1 })
            return { ...row, attempt: attempts + 1 }
          }),
        ),
      noticeSent: (id, at) =>
        write(() => {
          const row = find.get({ id })
          if (row?.kind !== 'last-block') return void remove.run({ id })
          warned.run({ userId: row.userId, at })
          // Stays until its time is over, so that another session which the same block ends does not tell it again.
          delay.run({ id, nextAt: Number.MAX_SAFE_INTEGER })
        }),
      delayNotice: (id, nextAt) => write(() => void delay.run({ id, nextAt })),
      findNoticeLink: async (tokenHash) => {
        const link = findLink.get({ tokenHash })
        return link === undefined ? null : { ...link, series: link.series ?? noFailures }
      },
      useNoticeLink: (tokenHash, at, change, act, tellOf) =>
        write(() => {
          const link = use.get({ tokenHash, at })
          if (link === undefined) return 'over'
          changeSeries(link.userId, change, tellOf)
          keepAct(act)
          return 'used'
        }),
    },
  }
}
