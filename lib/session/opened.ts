import type { SessionRecord } from '../../db/store.ts'
import { openVault, type Vault } from '../keys/vault.ts'
import { type Decision, decide } from '../sca/decide.ts'
import type { SessionEvent } from '../sca/events.ts'
import { evolve } from '../sca/evolve.ts'
import { type Facts, initialFacts } from '../sca/facts.ts'
import { isVoid } from '../sca/history.ts'
import { blockSettled } from '../sca/limits.ts'
import type { Subject } from '../sca/operation.ts'
import { type Policy, policies } from '../sca/policy.ts'
import type { Deps } from './deps.ts'
import { userFacts } from './user-facts.ts'

/** A session as it stands at one moment: what is stored, what follows from it. */
export interface Opened {
  readonly record: SessionRecord
  readonly policy: Policy
  readonly facts: Facts
  readonly decision: Decision
  /** Sequence number of the last event. */
  readonly seq: number
  readonly subject: Subject
  readonly vault: Vault
  readonly now: number
}

/** Opens a session by its id. Out: the session as it stands now, or null where there is none of that id. */
export async function openSession(deps: Deps, sessionId: string): Promise<Opened | null> {
  const record = await deps.store.loadSession(sessionId)
  return record ? standing(deps, record) : null
}

/** Folds the log of a loaded session. In: the record. Out: how it stands at the clock's time. */
export function standing(deps: Deps, record: SessionRecord): Opened {
  const now = deps.clock.now()
  const { session } = record
  const policy = policies[session.policy]
  const user = userFacts(record, policy, now, session.credentialsVersion)
  const known = { ...user, blocked: user.blocked && blockSettled(record.series, now, policy.tries) }
  const facts = record.events.reduce(
    (folded, { event, at }) => evolve(folded, event, at),
    initialFacts({ ...session, voided: isVoid(session.epoch, record.epoch) }, known, now),
  )
  const operation: unknown = session.operation === null ? null : JSON.parse(session.operation)
  return {
    record,
    policy,
    facts,
    decision: decide(facts, policy),
    seq: record.events.at(-1)?.seq ?? -1,
    // The row was normalised at the mint and is immutable: purpose and operation belong together.
    subject: { purpose: session.purpose, operation } as Subject,
    vault: openVault(deps.config.keys, record.user),
    now,
  }
}

/** The facts after further events at the same moment. */
export function after(opened: Opened, events: readonly SessionEvent[]): Facts {
  return events.reduce((facts, event) => evolve(facts, event, opened.now), opened.facts)
}
