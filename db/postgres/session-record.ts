import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { noFailures } from '../../lib/sca/limits.ts'
import { type HashedEvent, toEventRows } from '../chain-events.ts'
import { slot } from '../slots.ts'
import type { ChallengeRow, SessionRecord, Store } from '../store.ts'
import { presentEpoch } from './history.ts'
import { jsonRows } from './json-rows.ts'
import { platformColumns } from './platforms.ts'
import { prepared } from './prepared.ts'
import { attempt, challenge, phone, pin, platform, session, sessionEvent, stagedCredential, user } from './schema.ts'
import { type KeptStaged, toStaged } from './staged.ts'
import type { Transactions } from './transactions.ts'
import { userColumns } from './users.ts'

const { sessionId: _challenge, ...challengeColumns } = getTableColumns(challenge)
const { sessionId: _event, ...eventColumns } = getTableColumns(sessionEvent)
const { sessionId: _staged, ...stagedColumns } = getTableColumns(stagedCredential)
const find = (orm: NodePgDatabase, condition: SQL) =>
  orm
    .select({
      session: getTableColumns(session),
      epoch: presentEpoch,
      platform: platformColumns,
      ...userColumns,
      events: jsonRows<Omit<HashedEvent, 'sessionId'>>(
        sessionEvent,
        eventColumns,
        eq(sessionEvent.sessionId, session.id),
        [sessionEvent.seq],
      ),
      staged: jsonRows<KeptStaged>(stagedCredential, stagedColumns, eq(stagedCredential.sessionId, session.id), [
        stagedCredential.method,
      ]),
      challenges: jsonRows<ChallengeRow>(challenge, challengeColumns, eq(challenge.sessionId, session.id), [
        challenge.kind,
      ]),
    })
    .from(session)
    .innerJoin(platform, eq(platform.id, session.platformId))
    .innerJoin(user, eq(user.id, session.userId))
    .leftJoin(pin, eq(pin.userId, session.userId))
    .leftJoin(phone, eq(phone.userId, session.userId))
    .leftJoin(attempt, eq(attempt.userId, session.userId))
    .where(condition)
const statements = prepared('record', (orm) => ({
  find: find(orm, eq(session.id, slot('id'))),
  findSome: find(orm, sql`${session.id} = any(${slot('ids')}::text[])`),
}))
type Found = Awaited<ReturnType<typeof find>>[number]

/** Everything about a session, or about many, in one statement and so in one snapshot. */
export function sessionRecord({ read }: Transactions): Pick<Store, 'loadSession' | 'loadSessions'> {
  return {
    loadSession: async (id) => {
      const found = await read((at) => statements(at).find.get({ id }))
      return found === undefined ? null : toRecord(found)
    },
    loadSessions: async (ids) => (await read((at) => statements(at).findSome.all({ ids }))).map(toRecord),
  }
}

function toRecord(found: Found): SessionRecord {
  return {
    session: found.session,
    epoch: found.epoch,
    platform: found.platform,
    user: found.user,
    credentials: { pin: found.pin, phone: found.phone, passkeys: found.passkeys },
    series: found.series ?? noFailures,
    events: toEventRows(found.events),
    staged: found.staged.map(toStaged),
    challenges: found.challenges,
  }
}
