import type { Series } from '../lib/sca/limits.ts'
import type { ApiKeyRow, PlatformOfKey } from './api-key-rows.ts'
import type { ActRow, CareVerbs, LimitReached } from './care.ts'
import type { Condition, HistoryVerbs } from './history-rows.ts'
import type { JournalVerbs } from './journal-rows.ts'
import type { KeepingVerbs } from './keeping.ts'
import type { Answer, AnswerClaim, Backlog, InboxRow, SigningKeyRow, StoredAnswer } from './kept-rows.ts'
import type {
  ClaimedDelivery,
  DeliveryClaim,
  EndpointRow,
  EventQuery,
  EventWithDeliveries,
  OutboxEvent,
  OutboxRow,
  Redelivery,
  SettledDelivery,
} from './outbox-rows.ts'
import type { PasskeyDomainVerbs } from './passkey-domain-verbs.ts'
import type {
  Effect,
  LogoRow,
  PlatformRow,
  SessionEnd,
  SessionQuery,
  SessionRecord,
  SessionRow,
  TellSeries,
  TimedEvent,
  UserRecord,
  UserRow,
} from './rows.ts'

/**
 * The store port: what the engine asks of a database, in the words of the domain. Every verb is atomic by itself; none
 * hands out a transaction. Implementations: `sqlite/store.ts`; `store.contract.ts` is the suite that each must pass.
 * Times are epoch milliseconds. Fields named `…Sealed` are ciphertext and `…Hash` keyed or plain hashes: the store never
 * sees a PIN, a code, an address or a number.
 */
export interface Store extends CareVerbs<OutboxEvent>, HistoryVerbs, JournalVerbs, KeepingVerbs, PasskeyDomainVerbs {
  // ---- platforms -----------------------------------------------------------------------------------------------
  /** `logo`: the bytes of the brand's logo, where it has one. */
  createPlatform(platform: PlatformRow, keys: readonly ApiKeyRow[], logo?: LogoRow): Promise<'created' | 'exists'>
  /**
   * Replaces name, policy, return URLs and brand. `logo`: the bytes of a new one; those of one that the brand no longer
   * names are deleted.
   */
  updatePlatform(platform: PlatformRow, logo?: LogoRow): Promise<'updated' | 'unknown'>
  findLogo(hash: string): Promise<LogoRow | null>
  findPlatform(id: string): Promise<PlatformRow | null>
  listPlatforms(): Promise<PlatformRow[]>
  /** At most two keys may be active at once. */
  addApiKey(key: ApiKeyRow): Promise<'added' | 'too-many'>
  /** Revoked again, a key keeps the time when it first was. */
  revokeApiKey(id: string, at: number): Promise<'revoked' | 'revoked-before' | 'unknown'>
  listApiKeys(platformId: string): Promise<ApiKeyRow[]>
  /** The platform of an active key. */
  findPlatformByKey(keyHash: string): Promise<PlatformOfKey | null>
  /** A key was used then, epoch milliseconds; never set back. */
  noteKeyUse(id: string, at: number): Promise<void>

  // ---- users ---------------------------------------------------------------------------------------------------
  /**
   * Inserts (`expectedVersion` null), or replaces the row that still has `expectedVersion` and counts `version` up by
   * itself; a race has one winner.
   */
  saveUser(user: UserRow, expectedVersion: number | null, answer?: Answer): Promise<'saved' | 'conflict'>
  findUser(platformId: string, externalId: string): Promise<UserRecord | null>
  /** By our own id, also one that was erased. */
  findUserById(id: string): Promise<UserRow | null>
  /** Any credential whose id this is, of any user: ids are unique over all users (WA-10). */
  passkeyExists(credentialId: string): Promise<boolean>

  // ---- tries (counted per user) ----------------------------------------------------------------------------------
  /**
   * Applies `spend` to the user's series in one write, together with what is told of it. Null from `spend` writes
   * nothing. Out: the new series or null.
   */
  reserveTry(
    userId: string,
    /** `warned`: the mail went out that the next block is permanent. */
    spend: (series: Series, warned: boolean) => Series | null,
    tell?: TellSeries,
  ): Promise<Series | null>
  /** Applies `change` to the user's series in one write: a refund, an unblock, a permanent block; with what is kept of it. */
  changeSeries(userId: string, change: (series: Series) => Series, tell?: TellSeries, act?: ActRow): Promise<Series>

  // ---- sessions --------------------------------------------------------------------------------------------------
  /**
   * Writes the session with its first event and the stored answer, and ends every open session of the same user, purpose
   * and operation hash as `cancelled` (`newer-session`), but those past their time as `expired`; `tell` says what is told
   * of each as it ended. One winner at the end of any race. Out: ids of those cancelled; or why nothing was written: the
   * user has had as many sessions as `cap` allows, or was erased meanwhile.
   */
  createSession(
    session: SessionRow,
    answer?: Answer,
    tell?: (ended: SessionRow) => readonly OutboxEvent[],
    cap?: { readonly limit: number; readonly windowMs: number },
  ): Promise<string[] | LimitReached | 'user-gone'>
  findSession(id: string): Promise<SessionRow | null>
  findSessionByToken(tokenHash: string): Promise<SessionRow | null>
  /** Everything about a session, read as one snapshot. */
  loadSession(id: string): Promise<SessionRecord | null>
  /** The same of each of these that there is, in any order, in as few statements as one takes. */
  loadSessions(ids: readonly string[]): Promise<SessionRecord[]>
  /** Newest first, ordered by `createdAt` then id; `status` is derived at `now`. */
  listSessions(query: SessionQuery): Promise<{ sessions: SessionRow[]; nextCursor: string | null }>
  /**
   * Appends events after `expectedSeq` (the sequence number of the last event the caller saw) together with their
   * effects, all or nothing. `conflict` when somebody appended first, when the session has an outcome or is void (of an
   * older epoch), or when a challenge to consume is gone; the limit that a use to count would break.
   */
  record(
    sessionId: string,
    expectedSeq: number,
    events: readonly TimedEvent[],
    effects?: readonly Effect[],
  ): Promise<'recorded' | 'conflict' | LimitReached>
  /**
   * Writes the outcome once with its `ended` event; a second call is `ended-already`. With `commit`, the staged
   * credentials become the user's in the same write, the series of failures is cleared, `credentialsVersion` grows when
   * credentials changed, and changed contacts count as confirmed; `superseded` (nothing written) when the user's
   * `credentialsVersion` is no longer the session's. Live challenges and staged credentials are removed in any case.
   * `superseded` is also the answer when a staged passkey became somebody's meanwhile, `conflict` to a commit in a void
   * session. `expectedSeq` null means "after whatever is there".
   */
  finishOnce(end: SessionEnd, answer?: Answer): Promise<'finished' | 'ended-already' | 'conflict' | 'superseded'>
  /**
   * Marks a succeeded session redeemed or burned; a race has one winner. `void`: not redeemed as far as is known, but of an
   * older epoch. Throws for a session that did not succeed.
   */
  redeemOnce(
    sessionId: string,
    at: number,
    result: 'redeemed' | 'burned',
    answer?: Answer,
  ): Promise<'done' | 'already' | 'void'>
  /** Open sessions whose time is over, oldest first. */
  listOverdue(now: number, limit: number): Promise<SessionRow[]>

  // ---- webhooks --------------------------------------------------------------------------------------------------
  /** At most `limit` endpoints per platform. */
  createEndpoint(endpoint: EndpointRow, limit: number, answer?: Answer): Promise<'created' | 'too-many'>
  /** Oldest first. */
  listEndpoints(platformId: string): Promise<EndpointRow[]>
  findEndpoint(platformId: string, id: string): Promise<EndpointRow | null>
  /**
   * Applies `change` to an endpoint of this platform in one write. One that is no longer enabled gives up what it still
   * had to get: its pending deliveries are `dead`. Out: the endpoint as it stands then; null: there is none.
   */
  changeEndpoint(
    platformId: string,
    id: string,
    change: (endpoint: EndpointRow) => EndpointRow,
    answer?: (endpoint: EndpointRow) => Answer | undefined,
  ): Promise<EndpointRow | null>
  /** With its deliveries; the events stay. */
  deleteEndpoint(platformId: string, id: string): Promise<'deleted' | 'unknown'>
  /**
   * Takes deliveries that are due, the longest waiting of each endpoint first and every endpoint in its turn, and keeps
   * them for `leaseMs`: until then nobody else gets them. One winner per delivery, whoever else claims.
   */
  claimDeliveries(claim: DeliveryClaim): Promise<ClaimedDelivery[]>
  /**
   * Writes how an attempt went. `lost` when the lease is no longer this one: another has the delivery, or it was given
   * up meanwhile. With `disable` the endpoint is disabled as by `changeEndpoint`.
   */
  settleDelivery(settled: SettledDelivery): Promise<'settled' | 'lost'>
  /** A platform's events, newest first, but for those still held. */
  listEvents(query: EventQuery): Promise<{ events: OutboxRow[]; nextCursor: string | null }>
  findEvent(platformId: string, id: string, now: number): Promise<EventWithDeliveries | null>
  /**
   * Sends an event once more, with a fresh schedule: to one endpoint, or to every enabled one of the platform (null),
   * also to those made after it. What is under way stays as it is. Out: to how many, or what there is none of.
   */
  redeliver(
    what: Redelivery,
    answer?: (endpoints: number) => Answer | undefined,
  ): Promise<number | 'no-event' | 'no-endpoint'>
  /** Calls after events were written by this process. Out: stops that. */
  onEvents(listener: () => void): () => void

  // ---- answers kept for an Idempotency-Key -----------------------------------------------------------------------
  /** What a request with a key may do, by what is stored now; it claims nothing. For an `answer` with its `claim`. */
  findAnswer(
    claim: AnswerClaim,
  ): Promise<{ free: true } | { stored: StoredAnswer } | { refused: 'in-flight' | 'other-body' }>
  /** Claims a key for 24 hours. An unfinished claim older than a minute may be taken over. */
  beginAnswer(
    claim: AnswerClaim,
  ): Promise<{ begun: true } | { stored: StoredAnswer } | { refused: 'in-flight' | 'other-body' }>
  /** The first answer stands. */
  finishAnswer(answer: Answer): Promise<void>
  /** Gives a claim back when the request was refused before it did anything. */
  dropAnswer(platformId: string, key: string): Promise<void>

  // ---- keys, sandbox inbox, life ---------------------------------------------------------------------------------
  keepSigningKey(key: SigningKeyRow): Promise<void>
  listSigningKeys(): Promise<SigningKeyRow[]>
  addInboxMessage(message: InboxRow): Promise<void>
  /** Newest first. */
  listInbox(platformId: string | null, toHash: string | null, limit: number): Promise<InboxRow[]>
  /** What waits to be done, each counted up to `atMost`. */
  backlog(atMost: number): Promise<Backlog>
  /**
   * Copies what is committed into a new file while others write. `elsewhere`: this engine has tools of its own for that.
   * Throws where the file exists or cannot be written.
   */
  backUp(path: string): Promise<'done' | 'elsewhere'>
  /** In which condition the database is. Throws when it does not answer; whether it takes writes, `markHistory` tells. */
  examine(): Promise<Condition>
  /** Throws when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Thrown by `listSessions` for a cursor that no list gave. */
export class UnknownCursor extends Error {
  constructor() {
    super('the cursor is not one that a list gave')
  }
}

/**
 * Thrown by a verb that was given an `answer` when its Idempotency-Key is not claimed (any more) or has an answer, or, where
 * the answer brings its claim, when the key is claimed already: another request has it. Nothing was written, so the work happens at most once.
 */
export class ClaimLost extends Error {
  constructor() {
    super('the claim of this Idempotency-Key is gone or was answered by another request')
  }
}

export type * from './api-key-rows.ts'
export type * from './history-rows.ts'
export type * from './journal-rows.ts'
export type * from './keeping.ts'
export type * from './kept-rows.ts'
export type * from './outbox-rows.ts'
export type * from './passkey-domain-verbs.ts'
export type * from './rows.ts'
