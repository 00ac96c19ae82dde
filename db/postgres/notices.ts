import { and, asc, eq, gt, isNull, lte } from 'drizzle-orm'
import { noFailures } from '../../lib/sca/limits.ts'
import type { NoticeRow } from '../care.ts'
import { slot, slots } from '../slots.ts'
import type { Store } from '../store.ts'
import { keepAct } from './acts.ts'
import { lockUser } from './lock-user.ts'
import { type Connection, prepared } from './prepared.ts'
import { attempt, notice, noticeLink, platform, user } from './schema.ts'
import { changeSeries, seriesColumns } from './series.ts'
import type { Transactions } from './transactions.ts'

type Verbs = Pick<Store, 'takeNotices' | 'noticeSent' | 'delayNotice' | 'findNoticeLink' | 'useNoticeLink'>

const ofId = eq(notice.id, slot('id'))
const ofToken = eq(noticeLink.tokenHash, slot('tokenHash'))
const statements = prepared('notices', (orm) => ({
  insert: orm.insert(notice).values(slots(notice)).onConflictDoNothing(),
  insertLink: orm.insert(noticeLink).values(slots(noticeLink)),
  // What another instance is just taking is left to it: waiting would only show that it is gone.
  due: orm
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
    .where(lte(notice.nextAt, slot('now')))
    .orderBy(asc(notice.nextAt), asc(notice.id))
    .limit(slot('limit') as never)
    .for('update', { of: notice, skipLocked: true }),
  take: orm
    .update(notice)
    .set({ nextAt: slot('until'), attempts: slot('attempts') })
    .where(ofId),
  find: orm.select({ userId: notice.userId, kind: notice.kind }).from(notice).where(ofId),
  remove: orm.delete(notice).where(ofId),
  delay: orm
    .update(notice)
    .set({ nextAt: slot('nextAt') })
    .where(ofId),
  warned: orm
    .update(attempt)
    .set({ warnedAt: slot('at') })
    .where(eq(attempt.userId, slot('userId'))),
  findLink: orm
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
    .where(ofToken),
  use: orm
    .update(noticeLink)
    .set({ usedAt: slot('at') })
    .where(and(ofToken, isNull(noticeLink.usedAt), gt(noticeLink.expiresAt, slot('at'))))
    .returning({ userId: noticeLink.userId }),
}))

/** Writes notices with their links inside of another verb's transaction. */
export async function addNotices(at: Connection, rows: readonly NoticeRow[] = []): Promise<void> {
  for (const { linkHash: tokenHash, ...row } of rows) {
    if ((await statements(at).insert.run({ ...row, attempts: 0 })) === 0) continue
    const { userId, expiresAt } = row
    statements(at).insertLink.send({ tokenHash, userId, expiresAt, usedAt: null })
  }
}

/** Messages that must arrive, and the links in them. */
export function notices({ read, write }: Transactions): Verbs {
  return {
    takeNotices: (now, until, limit) =>
      write(async (at) => {
        const due = await statements(at).due.all({ now, limit })
        for (const { id, attempts } of due) statements(at).take.send({ id, until, attempts: attempts + 1 })
        return due.map(({ attempts, ...row }) => ({ ...row, attempt: attempts + 1 }))
      }),
    noticeSent: (id, when) =>
      write(async (at) => {
        const { find, remove, warned, delay } = statements(at)
        await lockUser(at, { noticeId: id })
        const row = await find.get({ id })
        if (row?.kind !== 'last-block') return void (await remove.run({ id }))
        await warned.run({ userId: row.userId, at: when })
        // Stays until its time is over, so that another session which the same block ends does not tell it again.
        await delay.run({ id, nextAt: Number.MAX_SAFE_INTEGER })
      }),
    delayNotice: (id, nextAt) => write(async (at) => void (await statements(at).delay.run({ id, nextAt }))),
    findNoticeLink: async (tokenHash) => {
      const link = await read((at) => statements(at).findLink.get({ tokenHash }))
      return link === undefined ? null : { ...link, series: link.series ?? noFailures }
    },
    useNoticeLink: (tokenHash, when, change, act, tellOf) =>
      write(async (at) => {
        await lockUser(at, { tokenHash })
        const link = await statements(at).use.get({ tokenHash, at: when })
        if (link === undefined) return 'over'
        await changeSeries(at, link.userId, change, tellOf)
        keepAct(at, act)
        return 'used'
      }),
  }
}
