import { asc, eq, getTableColumns } from 'drizzle-orm'
import { noFailures } from '../../lib/sca/limits.ts'
import type { Store } from '../store.ts'
import type { EventLog } from './event-log.ts'
import { presentEpoch } from './history.ts'
import type { Database } from './open.ts'
import { platformColumns } from './platforms.ts'
import { attempt, challenge, phone, pin, platform, session, user } from './schema.ts'
import { sought } from './slots.ts'
import { stagedIn } from './staged.ts'
import { userColumns } from './users.ts'

/** Everything about a session, in one snapshot and at most four statements. */
export function sessionRecord(db: Database, log: EventLog): Pick<Store, 'loadSession'> {
  const staged = stagedIn(db)
  const find = db.orm
    .select({ session: getTableColumns(session), epoch: presentEpoch, platform: platformColumns, ...userColumns })
    .from(session)
    .innerJoin(platform, eq(platform.id, session.platformId))
    .innerJoin(user, eq(user.id, session.userId))
    .leftJoin(pin, eq(pin.userId, session.userId))
    .leftJoin(phone, eq(phone.userId, session.userId))
    .leftJoin(attempt, eq(attempt.userId, session.userId))
    .where(eq(session.id, sought('id')))
    .prepare()
  const { sessionId: _, ...challengeColumns } = getTableColumns(challenge)
  const challenges = db.orm
    .select(challengeColumns)
    .from(challenge)
    .where(eq(challenge.sessionId, sought('id')))
    .orderBy(asc(challenge.kind))
    .prepare()

  return {
    loadSession: async (id) =>
      db.read(() => {
        const found = find.get({ id })
        if (found === undefined) return null
        // An end leaves nothing staged and no challenge.
        const open = found.session.outcome === null
        return {
          session: found.session,
          epoch: found.epoch,
          platform: found.platform,
          user: found.user,
          credentials: { pin: found.pin, phone: found.phone, passkeys: found.passkeys },
          series: found.series ?? noFailures,
          events: log.all(id),
          staged: open ? staged(id) : [],
          challenges: open ? challenges.all({ id }) : [],
        }
      }),
  }
}
