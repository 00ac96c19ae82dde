import type { SessionRecord } from '../../db/store.ts'
import type { PasskeyFlags, SessionEvent } from '../sca/events.ts'
import type { Facts } from '../sca/facts.ts'
import { maxIdleSeconds } from '../sca/lifetimes.ts'
import { enrolsFromNothing } from '../sca/situation.ts'
import type { Origin, Replaceable } from '../sca/words.ts'

/** One thing that was proved. The category of a passkey's own check is never called inherence: nobody knows what it was. */
export interface Amr {
  readonly method: 'passkey' | 'pin' | 'sms-code' | 'sandbox'
  readonly category: 'knowledge' | 'possession' | 'device-user-verification' | 'none'
  readonly origin: Origin | 'none'
  /** What the authenticator said; only of a passkey. */
  readonly flags?: PasskeyFlags
}

/**
 * What a receipt says, fixed at the outcome. `iss`, `aud`, `iat`, `exp` come when it is signed, `evidenceHash` with the
 * outcome's event. In: the session as it was loaded, its facts before the outcome, the time (epoch ms), the
 * authentication code. Out: claims.
 */
export function receiptClaims(record: SessionRecord, facts: Facts, at: number, jti: string): Record<string, unknown> {
  const { session } = record
  const enrolled = enrolledInSession(facts)
  return {
    sub: session.externalUserId,
    jti,
    sid: session.id,
    purpose: session.purpose,
    outcome: 'succeeded',
    operation: session.operation === null ? null : JSON.parse(session.operation),
    operationHash: session.operationHash,
    amr: amrOf(record, facts),
    policy: session.policy,
    enrolledInSession: enrolled,
    bootstrap: enrolled ? bootstrapOf(record, facts) : null,
    replaced: replacedOf(facts),
    authTime: Math.floor(at / 1000),
    state: session.state,
    ...(session.purpose === 'access' ? { maxIdleSeconds } : {}),
  }
}

/** What was proved in the session, as far as it counts. */
export function amrOf(record: SessionRecord, facts: Facts): Amr[] {
  const events = sinceTakeover(record)
  const amr: Amr[] = []
  if (facts.passkeyProof !== null) {
    const origin = facts.passkeyProof
    const used = events.findLast((event) => event.type === 'passkey-used' && event.origin === origin)
    amr.push(...passkeyAmr(origin, used))
  }
  if (facts.identity !== null) {
    amr.push({ method: 'pin', category: 'knowledge', origin: facts.identity.pin })
    amr.push({ method: 'sms-code', category: 'possession', origin: facts.identity.phone })
  }
  return amr.length > 0 ? amr : enrolmentAmr(events, facts)
}

/** In a first enrolment for its own sake, making and repeating the credentials is the proof. */
function enrolmentAmr(events: readonly SessionEvent[], facts: Facts): Amr[] {
  const amr: Amr[] = []
  if (facts.staged.passkey) {
    amr.push(
      ...passkeyAmr(
        'staged',
        events.findLast((event) => event.type === 'passkey-staged'),
      ),
    )
  }
  if (facts.staged.pin && facts.pinRepeated) amr.push({ method: 'pin', category: 'knowledge', origin: 'staged' })
  if (facts.staged.phone && facts.phoneConfirmed) {
    amr.push({ method: 'sms-code', category: 'possession', origin: 'staged' })
  }
  return amr
}

function passkeyAmr(origin: Origin, event: SessionEvent | undefined): Amr[] {
  if (!event || !('flags' in event)) return []
  const { flags } = event
  const possession: Amr = { method: 'passkey', category: 'possession', origin, flags }
  return flags.userVerified
    ? [possession, { method: 'passkey', category: 'device-user-verification', origin, flags }]
    : [possession]
}

function enrolledInSession(facts: Facts): boolean {
  const { passkey, pin, phone } = facts.staged
  return enrolsFromNothing(facts) && (passkey || pin || phone)
}

/** On what a first enrolment rested: a number that the platform knew before and that took a code, or on nothing. */
function bootstrapOf(record: SessionRecord, facts: Facts): 'phone-from-platform' | 'platform-proof' | 'none' {
  const staged = sinceTakeover(record).findLast((event) => event.type === 'phone-staged')
  const proved = facts.phoneConfirmed || facts.identity?.phone === 'staged'
  return facts.staged.phone && proved && staged?.type === 'phone-staged' && staged.fromPlatform
    ? 'phone-from-platform'
    : 'none'
}

/** Factors that another one took the place of. */
function replacedOf(facts: Facts): Replaceable[] {
  return (['pin', 'phone'] as const).filter((factor) => facts.held[factor] && facts.staged[factor])
}

/** A takeover voids what came before. */
function sinceTakeover(record: SessionRecord): SessionEvent[] {
  const events = record.events.map(({ event }) => event)
  return events.slice(events.findLastIndex((event) => event.type === 'taken-over') + 1)
}
