import { and, eq, isNull } from 'drizzle-orm'
import { noFailures, type Series } from '../../lib/sca/limits.ts'
import { settleSeries, settleUser } from '../settle-user.ts'
import { slot, slots } from '../slots.ts'
import type { SessionCommit, SessionEnd, Settled, StagedRow } from '../store.ts'
import { appendEvents, type SessionHead } from './event-log.ts'
import { tell } from './outbox.ts'
import { type Connection, prepared } from './prepared.ts'
import { challenge, passkey, phone, pin, session, stagedCredential, user } from './schema.ts'
import { changeSeries, readSeries } from './series.ts'
import { stagedIn } from './staged.ts'
import { together } from './together.ts'
import { Undo } from './transactions.ts'
import { replaceLocked } from './users.ts'

/** What an end changes that commits nothing. */
const nothing: Omit<Settled, 'userId'> = {
  factors: [],
  enrolled: false,
  series: { before: noFailures, after: noFailures },
}

const { userId: _pin, ...pinRest } = slots(pin)
const { userId: _phone, ...phoneRest } = slots(phone)
const statements = prepared('end', (orm) => ({
  findUser: orm
    .select()
    .from(user)
    .where(eq(user.id, slot('userId'))),
  findPin: orm
    .select({ userId: pin.userId })
    .from(pin)
    .where(eq(pin.userId, slot('userId'))),
  findPhone: orm
    .select({ userId: phone.userId })
    .from(phone)
    .where(eq(phone.userId, slot('userId'))),
  putPin: orm.insert(pin).values(slots(pin)).onConflictDoUpdate({ target: pin.userId, set: pinRest }),
  putPhone: orm.insert(phone).values(slots(phone)).onConflictDoUpdate({ target: phone.userId, set: phoneRest }),
  addPasskey: orm.insert(passkey).values(slots(passkey)).onConflictDoNothing(),
  writeOutcome: orm
    .update(session)
    .set({
      outcome: slot('outcome'),
      reason: slot('reason'),
      endedAt: slot('at'),
      jti: slot('jti'),
      claims: slot('claims'),
    })
    .where(and(eq(session.id, slot('sessionId')), isNull(session.outcome))),
  dropChallenges: orm.delete(challenge).where(eq(challenge.sessionId, slot('sessionId'))),
  dropStaged: orm.delete(stagedCredential).where(eq(stagedCredential.sessionId, slot('sessionId'))),
}))

/**
 * Ends an open session inside of a verb's transaction, which holds the lock of the user: its last event, its outcome, with
 * a commit what becomes the user's, and what is told of it.
 */
export async function endSession(
  at: Connection,
  head: SessionHead,
  { sessionId, outcome, reason, at: when, commit, tell: tellOf }: Omit<SessionEnd, 'expectedSeq'>,
): Promise<'finished' | 'superseded'> {
  const { writeOutcome, dropChallenges, dropStaged } = statements(at)
  const settled =
    commit === null ? { userId: head.userId, ...nothing } : await commitTo(at, head, sessionId, commit, when)
  if (settled === null) return 'superseded'
  const ended = { event: { type: 'ended', outcome, reason }, at: when } as const
  const evidenceHash = appendEvents(at, sessionId, head, [ended])
  const claims = commit === null ? null : JSON.stringify({ ...commit.claims, evidenceHash })
  const writing = writeOutcome.run({ sessionId, outcome, reason, at: when, jti: commit?.jti ?? null, claims })
  dropChallenges.send({ sessionId })
  dropStaged.send({ sessionId })
  const [written] = await together([writing, tell(at, tellOf(settled))])
  if (written !== 1) throw new Error(`Session ${sessionId} already has an outcome.`)
  return 'finished'
}

async function commitTo(
  at: Connection,
  head: SessionHead,
  sessionId: string,
  commit: SessionCommit,
  when: number,
): Promise<Settled | null> {
  const { userId } = head
  const [before, rows, was, held] = await together([
    statements(at).findUser.get({ userId }),
    stagedIn(at, sessionId),
    readSeries(at, userId),
    heldBy(at, userId),
  ])
  if (before?.credentialsVersion !== head.credentialsVersion) return null
  const factors: Settled['factors'][number][] = []
  for (const row of rows) factors.push({ method: row.method, change: held[row.method] ? 'replaced' : 'added' })
  await together(rows.map((row) => give(at, userId, row)))
  const after = settleUser(before, commit, when, rows.length > 0)
  replaceLocked(at, after, before.version)
  let { series } = nothing
  const noted = (before: Series, after: Series) => {
    series = { before, after }
    return []
  }
  await changeSeries(at, userId, settleSeries, noted, { series: was })
  return { userId, factors, enrolled: before.enrolledAt === null && after.enrolledAt !== null, series }
}

/** What a staged credential would take the place of. Of passkeys there may be several: one more takes no other's place. */
async function heldBy(at: Connection, userId: string): Promise<Record<StagedRow['method'], boolean>> {
  const { findPin, findPhone } = statements(at)
  const [pinRow, phoneRow] = await together([findPin.get({ userId }), findPhone.get({ userId })])
  return { pin: pinRow !== undefined, phone: phoneRow !== undefined, passkey: false }
}

async function give(at: Connection, userId: string, row: StagedRow): Promise<void> {
  const { putPin, putPhone, addPasskey } = statements(at)
  switch (row.method) {
    case 'pin':
      putPin.send({ userId, ...row.pin })
      return
    case 'phone':
      putPhone.send({ userId, ...row.phone })
      return
    case 'passkey':
      // It is somebody's already: of another user, whose lock is another.
      if ((await addPasskey.run({ userId, ...row.passkey })) === 0) throw new Undo('superseded')
      return
  }
}
