import { and, eq, isNull } from 'drizzle-orm'
import { noFailures } from '../../lib/sca/limits.ts'
import { settleSeries, settleUser } from '../settle-user.ts'
import type { SessionCommit, SessionEnd, Settled, StagedRow } from '../store.ts'
import type { EventLog, SessionHead } from './event-log.ts'
import type { Database } from './open.ts'
import type { Tell } from './outbox.ts'
import { challenge, passkey, phone, pin, session, stagedCredential, user } from './schema.ts'
import type { ChangeSeries } from './series.ts'
import { slot, slots, sought } from './slots.ts'
import { stagedIn } from './staged.ts'
import { replaceUser } from './users.ts'

/** Ends an open session inside of a verb's transaction. */
export type EndSession = (head: SessionHead, end: Omit<SessionEnd, 'expectedSeq'>) => 'finished' | 'superseded'

/** What an end changes that commits nothing. */
const nothing: Omit<Settled, 'userId'> = {
  factors: [],
  enrolled: false,
  series: { before: noFailures, after: noFailures },
}

/** The end of a session: its last event, its outcome, with a commit what becomes the user's, and what is told of it. */
export function sessionEnd(db: Database, log: EventLog, changeSeries: ChangeSeries, tell: Tell): EndSession {
  const { orm } = db
  const staged = stagedIn(db)
  const replace = replaceUser(db)
  const findUser = orm
    .select()
    .from(user)
    .where(eq(user.id, sought('userId')))
    .prepare()
  const findPasskey = orm
    .select({ credentialId: passkey.credentialId })
    .from(passkey)
    .where(eq(passkey.credentialId, sought('credentialId')))
    .prepare()
  const findPin = orm
    .select({ userId: pin.userId })
    .from(pin)
    .where(eq(pin.userId, sought('userId')))
    .prepare()
  const findPhone = orm
    .select({ userId: phone.userId })
    .from(phone)
    .where(eq(phone.userId, sought('userId')))
    .prepare()
  const { userId: _pin, ...pinRest } = slots(pin)
  const putPin = orm.insert(pin).values(slots(pin)).onConflictDoUpdate({ target: pin.userId, set: pinRest }).prepare()
  const { userId: _phone, ...phoneRest } = slots(phone)
  const putPhone = orm
    .insert(phone)
    .values(slots(phone))
    .onConflictDoUpdate({ target: phone.userId, set: phoneRest })
    .prepare()
  const addPasskey = orm.insert(passkey).values(slots(passkey)).prepare()
  const writeOutcome = orm
    .update(session)
    .set({
      outcome: slot('outcome'),
      reason: slot('reason'),
      endedAt: slot('at'),
      jti: slot('jti'),
      claims: slot('claims'),
    })
    .where(and(eq(session.id, sought('sessionId')), isNull(session.outcome)))
    .prepare()
  const dropChallenges = orm
    .delete(challenge)
    .where(eq(challenge.sessionId, sought('sessionId')))
    .prepare()
  const dropStaged = orm
    .delete(stagedCredential)
    .where(eq(stagedCredential.sessionId, sought('sessionId')))
    .prepare()

  function give(userId: string, row: StagedRow): void {
    switch (row.method) {
      case 'pin':
        putPin.run({ userId, ...row.pin })
        return
      case 'phone':
        putPhone.run({ userId, ...row.phone })
        return
      case 'passkey':
        addPasskey.run({ userId, ...row.passkey })
        return
    }
  }

  function taken(row: StagedRow): boolean {
    return row.method === 'passkey' && findPasskey.get({ credentialId: row.passkey.credentialId }) !== undefined
  }

  /** Of passkeys there may be several: one more takes no other's place. */
  function changeOf(userId: string, { method }: StagedRow): Settled['factors'][number] {
    const held = method === 'pin' ? findPin.get({ userId }) : method === 'phone' ? findPhone.get({ userId }) : undefined
    return { method, change: held === undefined ? 'added' : 'replaced' }
  }

  function commitTo(head: SessionHead, sessionId: string, commit: SessionCommit, at: number): Settled | null {
    const { userId } = head
    const before = findUser.get({ userId })
    const rows = staged(sessionId)
    if (before?.credentialsVersion !== head.credentialsVersion || rows.some(taken)) return null
    const factors = rows.map((row) => changeOf(userId, row))
    for (const row of rows) give(userId, row)
    const after = settleUser(before, commit, at, rows.length > 0)
    replace.run({ ...after, expectedVersion: before.version })
    let { series } = nothing
    changeSeries(userId, settleSeries, (was, is) => {
      series = { before: was, after: is }
      return []
    })
    return { userId, factors, enrolled: before.enrolledAt === null && after.enrolledAt !== null, series }
  }

  return (head, { sessionId, outcome, reason, at, commit, tell: tellOf }) => {
    const settled = commit === null ? { userId: head.userId, ...nothing } : commitTo(head, sessionId, commit, at)
    if (settled === null) return 'superseded'
    const evidenceHash = log.append(sessionId, head, [{ event: { type: 'ended', outcome, reason }, at }])
    const claims = commit === null ? null : JSON.stringify({ ...commit.claims, evidenceHash })
    const { changes } = writeOutcome.run({ sessionId, outcome, reason, at, jti: commit?.jti ?? null, claims })
    if (changes !== 1) throw new Error(`Session ${sessionId} already has an outcome.`)
    dropChallenges.run({ sessionId })
    dropStaged.run({ sessionId })
    tell(tellOf(settled))
    return 'finished'
  }
}
