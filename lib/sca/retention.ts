import { abuseLimits } from './abuse-limits.ts'
import { answerMs, noticeMs, sessionMs } from './lifetimes.ts'
import { policies } from './policy.ts'

/** What is kept how long, and why (PII-03). The purge obeys this table, `docs/retention.md` shows it. */

/** A kind of rows that go by themselves when their time is over. */
export interface Retention {
  readonly what: string
  readonly tables: readonly string[]
  /** From when the time runs. */
  readonly since: string
  /** At most so long after a row was made, that moment has come. Null: no limit is set to it. */
  readonly livesMs: number | null
  /** How long the row stays after that moment. */
  readonly keepMs: number
  /** What an operator may set instead; null: nothing. */
  readonly permitted: { readonly smallestMs: number; readonly largestMs: number } | null
  readonly why: string
  readonly source: string
}

/** Rows without an end of their own. */
export interface Kept {
  readonly what: string
  readonly tables: readonly string[]
  readonly until: string
  readonly why: string
  readonly source: string
}

const day = 86_400_000

/** How long evidence is kept: five years, or what `ASSENT_EVIDENCE_DAYS` says within these bounds. */
export const evidenceDays = { usual: 1_826, smallest: 400, largest: 3_653 } as const

const asEvidence = {
  keepMs: evidenceDays.usual * day,
  permitted: { smallestMs: evidenceDays.smallest * day, largestMs: evidenceDays.largest * day },
} as const

const longestWindowMs = Math.max(
  ...Object.values(abuseLimits)
    .flat()
    .map(({ windowMs }) => windowMs),
)
const longestCodeMs = Math.max(...Object.values(policies).map(({ codes }) => codes.lifeMs))

/** What goes by itself, in the order in which a purge takes it: what others rest on comes last. */
export const retention = {
  codes: {
    what: 'Codes and challenges of passkeys that are out; they go with the session, this catches what is left',
    tables: ['challenge'],
    since: 'it ran out',
    livesMs: longestCodeMs,
    keepMs: sessionMs,
    permitted: null,
    why: 'who comes too late is told so',
    source: 'PII-03, OTP-02',
  },
  counters: {
    what: 'Counters against abuse, under keyed hashes',
    tables: ['use_count'],
    since: 'its window was over',
    livesMs: longestWindowMs,
    keepMs: 0,
    permitted: null,
    why: 'they count nothing any more',
    source: 'PII-03, GDPR 5(1)(e)',
  },
  notices: {
    what: 'Messages that must arrive, sealed; they go when they have left',
    tables: ['notice'],
    since: 'it was worth nothing any more',
    livesMs: noticeMs,
    keepMs: 0,
    permitted: null,
    why: 'a warning of last week helps nobody',
    source: 'PII-03, GDPR 5(1)(e)',
  },
  'notice-links': {
    what: 'Links in them, by which a user blocks the account',
    tables: ['notice_link'],
    since: 'it ran out',
    livesMs: noticeMs,
    keepMs: 0,
    permitted: null,
    why: 'as long as the message in which they stand',
    source: 'PII-03, GDPR 5(1)(e)',
  },
  answers: {
    what: 'Answers kept for an Idempotency-Key, sealed',
    tables: ['idempotency'],
    since: 'the key ran out',
    livesMs: answerMs,
    keepMs: 0,
    permitted: null,
    why: 'a platform repeats a request within a day',
    source: 'API-03, GDPR 5(1)(e)',
  },
  inbox: {
    what: 'Messages in the inbox of the sandbox, sealed',
    tables: ['inbox_message'],
    since: 'it was sent',
    livesMs: 0,
    keepMs: 7 * day,
    permitted: null,
    why: 'long enough to look at a test of last week',
    source: 'PII-03, GDPR 5(1)(e)',
  },
  events: {
    what: 'Events told by webhook, with their deliveries, but for those on their way',
    tables: ['outbox_event', 'webhook_delivery'],
    since: 'it happened',
    livesMs: 0,
    keepMs: 30 * day,
    permitted: null,
    why: 'a platform can ask for them again; what they tell of stands in the sessions',
    source: 'PII-03, HOOK-04',
  },
  'session-details': {
    what: 'What a session needed only for the way back: return URL, state, language',
    tables: ['session'],
    since: 'its outcome',
    livesMs: sessionMs,
    keepMs: 90 * day,
    permitted: null,
    why: 'they prove nothing and may hold anything',
    source: 'PII-03, GDPR 5(1)(c)',
  },
  sessions: {
    what: 'Sessions with their whole log: the evidence, under pseudonyms where a user was erased',
    tables: ['session', 'session_event', 'staged_credential'],
    since: 'its outcome',
    livesMs: sessionMs,
    ...asEvidence,
    why: 'who disputes a payment has thirteen months, and records are kept five years',
    source: 'PSD2 71(1) and 21, RTS 29, GDPR 17(3)(b)',
  },
  acts: {
    what: 'What platform, staff and users did to accounts outside of sessions',
    tables: ['user_act'],
    since: 'it was done',
    livesMs: 0,
    ...asEvidence,
    why: 'it explains the evidence: who reset, blocked, erased',
    source: 'PSD2 21, RTS 29',
  },
  'api-keys': {
    what: 'Revoked API keys: id, hash and times',
    tables: ['api_key'],
    since: 'it was revoked',
    livesMs: null,
    ...asEvidence,
    why: 'acts name the key that asked for them',
    source: 'RTS 29',
  },
  'erased-users': {
    what: 'The emptied rows of erased users',
    tables: ['user'],
    since: 'the erasure',
    livesMs: null,
    ...asEvidence,
    why: 'their sessions and acts hang on them, and they go after those',
    source: 'GDPR 17(3)(b), PII-04',
  },
  'purge-records': {
    what: 'What a purge removed: kind, count, oldest and newest, by day',
    tables: ['purge_record'],
    since: 'the day',
    livesMs: day,
    keepMs: (evidenceDays.largest + evidenceDays.smallest) * day,
    permitted: null,
    why: 'an auditor sees that what is missing was purged; it outlives the longest evidence',
    source: 'PII-03, RTS 29',
  },
} as const satisfies Record<string, Retention>

export type PurgedKind = keyof typeof retention
export const purgedKinds = Object.keys(retention) as readonly PurgedKind[]

/** What stays until somebody ends it. */
export const kept: readonly Kept[] = [
  {
    what: 'Users with sealed profile and contacts, their PIN, number, passkeys and failed tries',
    tables: ['user', 'pin', 'phone', 'passkey', 'attempt'],
    until: 'replaced, revoked or erased',
    why: 'the platform decides how long somebody is its customer',
    source: 'GDPR 6(1)(b) and 17',
  },
  {
    what: 'Credentials made in a session',
    tables: ['staged_credential'],
    until: 'the outcome of the session, after ten minutes at the latest',
    why: 'a success makes them the user’s, any other outcome drops them',
    source: 'PII-03',
  },
  {
    what: 'Erasures that are under way',
    tables: ['erasure'],
    until: 'all is erased, some moments later',
    why: 'a server that ends in the middle of one goes on with it',
    source: 'PII-04',
  },
  {
    what: 'Platforms, their logos and return URLs, active API keys and webhook endpoints',
    tables: ['platform', 'logo', 'return_url', 'api_key', 'webhook_endpoint'],
    until: 'changed, revoked or deleted by the operator or the platform',
    why: 'they are the configuration; nothing in them is about a user',
    source: '',
  },
  {
    what: 'Public keys of receipts',
    tables: ['signing_key'],
    until: 'for ever',
    why: 'receipts in archives are checked with them; nothing in them is about a user',
    source: 'RTS 29',
  },
  {
    what: 'The domain that passkeys belong to, in one row',
    tables: ['passkey_domain'],
    until: 'for ever',
    why: 'a server under another name is stopped by it; nothing in it is about a user',
    source: 'WA-18',
  },
  {
    what: 'Epochs of the database: when it was restored, and one row that says how far it has come',
    tables: ['epoch', 'history'],
    until: 'for ever',
    why: 'what was void then stays so; there are a handful',
    source: 'REL-06',
  },
]

/**
 * Up to which moment rows of a kind have gone. In: the kind, the time (epoch ms), how long evidence is kept (days). Out:
 * epoch milliseconds: what ran out, ended or was done then or before is over.
 */
export function overUpTo(kind: PurgedKind, now: number, keepEvidenceDays: number): number {
  const { keepMs, permitted } = retention[kind] as Retention
  return now - (permitted === null ? keepMs : keepEvidenceDays * day)
}
