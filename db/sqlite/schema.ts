import { isNotNull, isNull, sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ApiScope } from '../../lib/sca/api-scope.ts'
import type { Brand } from '../../lib/sca/brand.ts'
import type { SessionEvent } from '../../lib/sca/events.ts'
import type { EpochReason } from '../../lib/sca/history.ts'
import type { PolicyName } from '../../lib/sca/policy.ts'
import type { PurgedKind } from '../../lib/sca/retention.ts'
import type { EndReason, Method, Outcome, Purpose } from '../../lib/sca/words.ts'
import type { EventType } from '../../lib/webhooks/event-types.ts'
import type { ActRow, NoticeRow } from '../care.ts'
import type {
  ChallengeKind,
  DeliveryRow,
  EndpointRow,
  InboxRow,
  LogoRow,
  PasskeyRow,
  PhoneRow,
  PinRow,
  SessionRow,
  UserRow,
} from '../store.ts'

/**
 * The tables of SQLite. Columns are named like the fields of the port's rows, so that a row read is a row of the port.
 * Times are epoch milliseconds. Every foreign key leads an index or a primary key, and so does every expiry.
 */

/** The epochs of this database: see `lib/sca/history.ts`. The first is written when the database is opened first. */
export const epoch = sqliteTable('epoch', {
  number: integer('number').primaryKey(),
  reason: text('reason').$type<EpochReason>().notNull(),
  beganAt: integer('began_at').notNull(),
  knownUntil: integer('known_until'),
  place: text('place'),
})

/** One row: how far the history of this database has come. */
export const history = sqliteTable('history', {
  id: integer('id').primaryKey(),
  lineage: text('lineage').notNull(),
  mark: integer('mark').notNull(),
  markedAt: integer('marked_at').notNull(),
})

/** One row, from the first start on: the domain (RP ID) that the passkeys belong to. */
export const passkeyDomain = sqliteTable('passkey_domain', {
  id: integer('id').primaryKey(),
  domain: text('domain').notNull(),
  pinnedAt: integer('pinned_at').notNull(),
})

export const platform = sqliteTable('platform', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  policy: text('policy').$type<PolicyName>().notNull(),
  brand: text('brand', { mode: 'json' }).$type<Brand>().notNull(),
  createdAt: integer('created_at').notNull(),
})

export const logo = sqliteTable(
  'logo',
  {
    platformId: text('platform_id')
      .primaryKey()
      .references(() => platform.id, { onDelete: 'cascade' }),
    hash: text('hash').notNull(),
    type: text('type').$type<LogoRow['type']>().notNull(),
    bytes: blob('bytes', { mode: 'buffer' }).notNull(),
  },
  (t) => [index('logo_by_hash').on(t.hash)],
)

export const returnUrl = sqliteTable(
  'return_url',
  {
    platformId: text('platform_id')
      .notNull()
      .references(() => platform.id, { onDelete: 'cascade' }),
    /** The first serves where nobody names one. */
    position: integer('position').notNull(),
    url: text('url').notNull(),
  },
  (t) => [primaryKey({ columns: [t.platformId, t.position] })],
)

export const apiKey = sqliteTable(
  'api_key',
  {
    id: text('id').primaryKey(),
    platformId: text('platform_id')
      .notNull()
      .references(() => platform.id),
    keyHash: text('key_hash').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<readonly ApiScope[]>().notNull(),
    addresses: text('addresses', { mode: 'json' }).$type<readonly string[]>().notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
    revokedAt: integer('revoked_at'),
  },
  (t) => [
    uniqueIndex('api_key_by_hash').on(t.keyHash),
    index('api_key_by_platform').on(t.platformId, t.createdAt, t.id),
    index('api_key_revoked').on(t.revokedAt).where(isNotNull(t.revokedAt)),
  ],
)

export const user = sqliteTable(
  'user',
  {
    id: text('id').primaryKey(),
    platformId: text('platform_id')
      .notNull()
      .references(() => platform.id),
    externalId: text('external_id').notNull(),
    type: text('type').$type<UserRow['type']>().notNull(),
    category: text('category').$type<UserRow['category']>().notNull(),
    handle: text('handle').notNull(),
    dataKeyWrapped: text('data_key_wrapped').notNull(),
    profileSealed: text('profile_sealed').notNull(),
    emailSealed: text('email_sealed').notNull(),
    phoneSealed: text('phone_sealed'),
    emailChanged: integer('email_changed', { mode: 'boolean' }).notNull(),
    phoneChanged: integer('phone_changed', { mode: 'boolean' }).notNull(),
    previousEmailSealed: text('previous_email_sealed'),
    locale: text('locale'),
    credentialsVersion: integer('credentials_version').notNull(),
    version: integer('version').notNull(),
    enrolledAt: integer('enrolled_at'),
    lastScaAt: integer('last_sca_at'),
    offerDeclinedAt: integer('offer_declined_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('user_by_external_id').on(t.platformId, t.externalId),
    uniqueIndex('user_by_handle').on(t.handle),
    index('user_erased').on(t.updatedAt).where(sql`${t.dataKeyWrapped} = ''`),
  ],
)

const ofUser = () =>
  text('user_id')
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' })

/** Erasures under way: the user is gone, rows about them are still being taken, some at a time. */
export const erasure = sqliteTable(
  'erasure',
  {
    userId: ofUser().primaryKey(),
    at: integer('at').notNull(),
  },
  (t) => [index('erasure_by_time').on(t.at)],
)

export const pin = sqliteTable('pin', {
  userId: ofUser().primaryKey(),
  hash: text('hash').notNull(),
  pepperKeyId: text('pepper_key_id').notNull(),
  createdAt: integer('created_at').notNull(),
})

export const phone = sqliteTable('phone', {
  userId: ofUser().primaryKey(),
  numberSealed: text('number_sealed').notNull(),
  numberHash: text('number_hash').notNull(),
  createdAt: integer('created_at').notNull(),
})

export const passkey = sqliteTable(
  'passkey',
  {
    /** Unique over all users (WA-10). */
    credentialId: text('credential_id').primaryKey(),
    userId: ofUser(),
    publicKey: text('public_key').notNull(),
    signCount: integer('sign_count').notNull(),
    transports: text('transports', { mode: 'json' }).$type<readonly string[]>().notNull(),
    userVerified: integer('user_verified', { mode: 'boolean' }).notNull(),
    backupEligible: integer('backup_eligible', { mode: 'boolean' }).notNull(),
    backedUp: integer('backed_up', { mode: 'boolean' }).notNull(),
    aaguid: text('aaguid').notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
  },
  (t) => [index('passkey_by_user').on(t.userId, t.createdAt, t.credentialId)],
)

/** The series of failed tries. A user without a row has none. */
export const attempt = sqliteTable(
  'attempt',
  {
    userId: ofUser().primaryKey(),
    failures: integer('failures').notNull(),
    blockedUntil: integer('blocked_until'),
    permanent: integer('permanent', { mode: 'boolean' }).notNull(),
    /** When the mail went out that the next block is permanent. */
    warnedAt: integer('warned_at'),
  },
  (t) => [index('attempt_by_block_end').on(t.blockedUntil).where(isNotNull(t.blockedUntil))],
)

export const session = sqliteTable(
  'session',
  {
    id: text('id').primaryKey(),
    platformId: text('platform_id')
      .notNull()
      .references(() => platform.id),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    externalUserId: text('external_user_id').notNull(),
    purpose: text('purpose').$type<Purpose>().notNull(),
    operation: text('operation'),
    operationHash: text('operation_hash').notNull(),
    policy: text('policy').$type<PolicyName>().notNull(),
    returnUrl: text('return_url'),
    state: text('state'),
    locale: text('locale'),
    tokenHash: text('token_hash').notNull(),
    credentialsVersion: integer('credentials_version').notNull(),
    /** Not a reference: numbers of epochs that a restore took away are not given again, but their rows are gone. */
    epoch: integer('epoch').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    // Written once, by compare-and-set on `outcome is null`.
    outcome: text('outcome').$type<Outcome>(),
    reason: text('reason').$type<EndReason>(),
    endedAt: integer('ended_at'),
    jti: text('jti'),
    claims: text('claims'),
    // Written once, by compare-and-set on `redeemed_at is null`.
    redeemedAt: integer('redeemed_at'),
    redemption: text('redemption').$type<NonNullable<SessionRow['redemption']>>(),
  },
  (t) => [
    uniqueIndex('session_by_token').on(t.tokenHash),
    uniqueIndex('session_by_jti').on(t.jti).where(isNotNull(t.jti)),
    // One live session per user, purpose and operation: unique, so that no fault in code makes a second.
    uniqueIndex('session_open').on(t.userId, t.purpose, t.operationHash).where(isNull(t.outcome)),
    index('session_overdue').on(t.expiresAt, t.id).where(isNull(t.endedAt)),
    index('session_list').on(t.platformId, t.createdAt, t.id),
    index('session_list_by_outcome').on(t.platformId, t.outcome, t.createdAt, t.id),
    index('session_list_by_user').on(t.userId, t.createdAt, t.id),
    index('session_by_end').on(t.endedAt).where(isNotNull(t.endedAt)),
    index('session_with_details')
      .on(t.endedAt)
      .where(sql`coalesce(${t.returnUrl}, ${t.state}, ${t.locale}) is not null and ${t.endedAt} is not null`),
  ],
)

const ofSession = () =>
  text('session_id')
    .notNull()
    .references(() => session.id)

/** The log of a session: its state and its evidence. Rows are only ever added. */
export const sessionEvent = sqliteTable(
  'session_event',
  {
    sessionId: ofSession(),
    /** From 1 without a gap. */
    seq: integer('seq').notNull(),
    type: text('type').$type<SessionEvent['type']>().notNull(),
    /** The event but its type. */
    data: text('data', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
    at: integer('at').notNull(),
    /** Over the hash before it and this row: `lib/evidence/chain.ts`. */
    hash: text('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.sessionId, t.seq] })],
)

export const challenge = sqliteTable(
  'challenge',
  {
    sessionId: ofSession(),
    kind: text('kind').$type<ChallengeKind>().notNull(),
    id: text('id').notNull(),
    secret: text('secret').notNull(),
    keyId: text('key_id'),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.sessionId, t.kind] }), index('challenge_by_expiry').on(t.expiresAt)],
)

/** Credentials made in a session, which become the user's with its success. */
export const stagedCredential = sqliteTable(
  'staged_credential',
  {
    sessionId: ofSession(),
    method: text('method').$type<Method>().notNull(),
    data: text('data', { mode: 'json' }).$type<PinRow | PhoneRow | PasskeyRow>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sessionId, t.method] })],
)

/** Claims and answers of Idempotency-Keys. `status` and `body_sealed` are null while the request is worked on. */
export const idempotency = sqliteTable(
  'idempotency',
  {
    platformId: text('platform_id')
      .notNull()
      .references(() => platform.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    fingerprint: text('fingerprint').notNull(),
    claimedAt: integer('claimed_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    status: integer('status'),
    bodySealed: text('body_sealed'),
    /** Whom the answer is about, so that it goes with an erased user. */
    userId: text('user_id').references(() => user.id),
  },
  (t) => [
    primaryKey({ columns: [t.platformId, t.key] }),
    index('idempotency_by_expiry').on(t.expiresAt),
    index('idempotency_by_user').on(t.userId),
  ],
)

export const inboxMessage = sqliteTable(
  'inbox_message',
  {
    /** Order of arrival, for messages of the same millisecond. */
    position: integer('position').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    platformId: text('platform_id')
      .notNull()
      .references(() => platform.id, { onDelete: 'cascade' }),
    channel: text('channel').$type<InboxRow['channel']>().notNull(),
    toHash: text('to_hash').notNull(),
    sealed: text('sealed').notNull(),
    createdAt: integer('created_at').notNull(),
    /** Whom it was sent to, where that is known; goes with an erased user. */
    userId: text('user_id').references(() => user.id),
  },
  (t) => [
    index('inbox_by_user').on(t.userId),
    index('inbox_by_time').on(t.createdAt, t.position),
    index('inbox_by_platform').on(t.platformId, t.createdAt, t.position),
    index('inbox_by_recipient').on(t.toHash, t.createdAt, t.position),
  ],
)

export const signingKey = sqliteTable('signing_key', {
  kid: text('kid').primaryKey(),
  jwk: text('jwk').notNull(),
  createdAt: integer('created_at').notNull(),
})

export const webhookEndpoint = sqliteTable(
  'webhook_endpoint',
  {
    id: text('id').primaryKey(),
    platformId: text('platform_id')
      .notNull()
      .references(() => platform.id, { onDelete: 'cascade' }),
    url: text('url').notNull(),
    enabled: integer('enabled', { mode: 'boolean' }).notNull(),
    disabledReason: text('disabled_reason').$type<NonNullable<EndpointRow['disabledReason']>>(),
    secretSealed: text('secret_sealed').notNull(),
    previousSecretSealed: text('previous_secret_sealed'),
    previousSecretUntil: integer('previous_secret_until'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [index('webhook_endpoint_by_platform').on(t.platformId, t.createdAt, t.id)],
)

/** What platforms are told, written with what it tells of. */
export const outboxEvent = sqliteTable(
  'outbox_event',
  {
    /** Order of writing. */
    position: integer('position').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    platformId: text('platform_id')
      .notNull()
      .references(() => platform.id, { onDelete: 'cascade' }),
    userId: ofUser(),
    sessionId: text('session_id').references(() => session.id, { onDelete: 'cascade' }),
    /** From 1 in each session. */
    sequence: integer('sequence'),
    type: text('type').$type<EventType>().notNull(),
    data: text('data').notNull(),
    createdAt: integer('created_at').notNull(),
    heldUntil: integer('held_until'),
  },
  (t) => [
    index('outbox_event_by_platform').on(t.platformId, t.position),
    index('outbox_event_by_user').on(t.userId, t.type, t.position),
    index('outbox_event_by_session').on(t.sessionId, t.sequence).where(isNotNull(t.sessionId)),
    index('outbox_event_by_time').on(t.createdAt),
  ],
)

/** An event on its way to an endpoint. Rows are numbered by themselves, in the order in which they were made. */
export const webhookDelivery = sqliteTable(
  'webhook_delivery',
  {
    eventId: text('event_id')
      .notNull()
      .references(() => outboxEvent.id, { onDelete: 'cascade' }),
    endpointId: text('endpoint_id')
      .notNull()
      .references(() => webhookEndpoint.id, { onDelete: 'cascade' }),
    state: text('state').$type<DeliveryRow['state']>().notNull(),
    attempts: integer('attempts').notNull(),
    nextAt: integer('next_at'),
    lease: text('lease'),
    lastAt: integer('last_at'),
    lastResult: text('last_result'),
    lastStatus: integer('last_status'),
  },
  (t) => [
    primaryKey({ columns: [t.eventId, t.endpointId] }),
    // Only what is pending has a time.
    index('webhook_delivery_due').on(t.endpointId, t.nextAt).where(isNotNull(t.nextAt)),
    index('webhook_delivery_by_endpoint').on(t.endpointId),
  ],
)

/** What was done to an account outside of a session, by platform, staff or the user. Kept like the logs of sessions. */
export const userAct = sqliteTable(
  'user_act',
  {
    /** Order of writing, for acts of the same millisecond. */
    position: integer('position').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    userId: ofUser(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    did: text('did').$type<ActRow['did']>().notNull(),
    what: text('what'),
    reasonSealed: text('reason_sealed'),
  },
  (t) => [index('user_act_by_user').on(t.userId, t.at, t.position), index('user_act_by_time').on(t.at)],
)

/** Messages that must arrive: each waits here until it was handed over. */
export const notice = sqliteTable(
  'notice',
  {
    id: text('id').primaryKey(),
    userId: ofUser(),
    kind: text('kind').$type<NoticeRow['kind']>().notNull(),
    channel: text('channel').$type<NoticeRow['channel']>().notNull(),
    sealed: text('sealed').notNull(),
    attempts: integer('attempts').notNull(),
    nextAt: integer('next_at').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [
    index('notice_due').on(t.nextAt, t.id),
    index('notice_by_user').on(t.userId),
    index('notice_by_expiry').on(t.expiresAt),
  ],
)

/** Links by which a user blocks the account. One that was used stays until its time is over, to say so. */
export const noticeLink = sqliteTable(
  'notice_link',
  {
    tokenHash: text('token_hash').primaryKey(),
    userId: ofUser(),
    expiresAt: integer('expires_at').notNull(),
    usedAt: integer('used_at'),
  },
  (t) => [index('notice_link_by_user').on(t.userId), index('notice_link_by_expiry').on(t.expiresAt)],
)

/** Counters against abuse, shared by all instances. Keys are keyed hashes. */
export const useCount = sqliteTable(
  'use_count',
  {
    key: text('key').primaryKey(),
    count: integer('count').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [index('use_count_by_expiry').on(t.expiresAt)],
)

/** What purges removed: it stays, so that a gap is seen to be a purge. */
export const purgeRecord = sqliteTable(
  'purge_record',
  {
    day: integer('day').notNull(),
    kind: text('kind').$type<PurgedKind>().notNull(),
    removed: integer('removed').notNull(),
    oldest: integer('oldest').notNull(),
    newest: integer('newest').notNull(),
    upTo: integer('up_to').notNull(),
    lastAt: integer('last_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.kind] })],
)
