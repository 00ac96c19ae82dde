import { eq, type SQLWrapper } from 'drizzle-orm'
import { slot } from '../slots.ts'
import { type Connection, prepared } from './prepared.ts'
import { notice, noticeLink, session, user } from './schema.ts'

const statements = prepared('lock', (orm) => {
  const lockOf = (whose: SQLWrapper) =>
    orm
      .select({ id: user.id, dataKeyWrapped: user.dataKeyWrapped })
      .from(user)
      .where(eq(user.id, whose))
      .for('no key update')
  return {
    user: lockOf(slot('userId')),
    // Whom a row is about never changes, so it may be read before the lock is held.
    ofSession: lockOf(
      orm
        .select({ userId: session.userId })
        .from(session)
        .where(eq(session.id, slot('sessionId'))),
    ),
    ofNotice: lockOf(
      orm
        .select({ userId: notice.userId })
        .from(notice)
        .where(eq(notice.id, slot('noticeId'))),
    ),
    ofLink: lockOf(
      orm
        .select({ userId: noticeLink.userId })
        .from(noticeLink)
        .where(eq(noticeLink.tokenHash, slot('tokenHash'))),
    ),
  }
})

export interface LockedUser {
  readonly id: string
  readonly erased: boolean
}

/** Whose rows a verb is about: a user, or the one of a session, a notice or a link. */
type Whose =
  | { readonly userId: string }
  | { readonly sessionId: string }
  | { readonly noticeId: string }
  | { readonly tokenHash: string }

/**
 * Lets nobody else write what belongs to this user until the transaction ends: credentials, tries, sessions, their logs.
 * Every verb that decides by such rows begins with it, so what it read is not stale when it writes. Out: the user;
 * null where there is none.
 */
export async function lockUser(at: Connection, whose: Whose): Promise<LockedUser | null> {
  const { user, ofSession, ofNotice, ofLink } = statements(at)
  const statement =
    'userId' in whose ? user : 'sessionId' in whose ? ofSession : 'noticeId' in whose ? ofNotice : ofLink
  const found = await statement.get({ ...whose })
  return found === undefined ? null : { id: found.id, erased: found.dataKeyWrapped === '' }
}
