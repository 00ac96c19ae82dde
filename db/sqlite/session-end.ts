import { and, eq, isNull } from 'drizzle-orm'
import { settleSeries, settleUser } from '../settle-user.ts'
import type { SessionCommit, SessionEnd, StagedRow } from '../store.ts'
import type { EventLog, SessionHead } from './event-log.ts'
import type { Database } from './open.ts'
import { challenge, passkey, phone, pin, session, stagedCredential, user } from './schema.ts'
import type { ChangeSeries } from './series.ts'
import { slot, slots } from './slots.ts'
import { stagedIn } from './staged.ts'
import { replaceUser } from './users.ts'

/** Ends an open session inside of a verb's transaction. */
export type EndSession = (head: SessionHead, end: Omit<SessionEnd, 'expectedSeq'>) => 'finished' | 'superseded'

/** The end of a session: its last event, its outcome, and with a commit what becomes the user's. */
export function sessionEnd(db: Database, log: EventLog, changeSeries: ChangeSeries): EndSession {
  const { orm } = db
  const staged = stagedIn(db)
  const replace = replaceUser(db)
  const findUser = orm
    .select()
    .from(user)
    .where(eq(user.id, slot('userId')))
    .prepare()
  const findPasskey = orm
    .select({ credentialId: passkey.credentialId })
    .from(passkey)
    .where(eq(passkey.credentialId, slot('credentialId')))
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
    .where(and(eq(session.id, slot('sessionId')), isNull(session.outcome)))
    .prepare()
  const dropChallenges = orm
    .delete(challenge)
    .where(eq(challenge.sessionId, slot('sessionId')))
    .prepare()
  const dropStaged = orm
    .delete(stagedCredential)
    .where(eq(stagedCredential.sessionId, slot('sessionId')))
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

  function commitTo(head: SessionHead, sessionId: string, commit: SessionCommit, at: number): boolean {
    const before = findUser.get({ userId: head.userId })
    const rows = staged(sessionId)
    if (before?.credentialsVersion !== head.credentialsVersion || rows.some(taken)) return false
    for (const row of rows) give(head.userId, row)
    replace.run({ ...settleUser(before, commit, at, rows.length > 0), expectedVersion: before.version })
    changeSeries(head.userId, settleSeries)
    return true
  }

  return (head, { sessionId, outcome, reason, at, commit }) => {
    if (commit !== null && !commitTo(head, sessionId, commit, at)) return 'superseded'
    const evidenceHash = log.append(sessionId, head, [{ event: { type: 'ended', outcome, reason }, at }])
    const claims = commit === null ? null : JSON.stringify({ ...commit.claims, evidenceHash })
    const { changes } = writeOutcome.run({ sessionId, outcome, reason, at, jti: commit?.jti ?? null, claims })
    if (changes !== 1) throw new Error(`Session ${sessionId} already has an outcome.`)
    dropChallenges.run({ sessionId })
    dropStaged.run({ sessionId })
    return 'finished'
  }
}
