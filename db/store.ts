import type { PasskeyFlags, SessionEvent } from '../lib/sca/events.ts'
import type { Series } from '../lib/sca/limits.ts'
import type { PolicyName } from '../lib/sca/policy.ts'
import type { EndReason, Method, Outcome, Purpose } from '../lib/sca/words.ts'
import type { EventType } from '../lib/webhooks/event-types.ts'
import type { ActRow, CareVerbs, LimitReached, NoticeRow, Use } from './care.ts'

/**
 * The store port: what the engine asks of a database, in the words of the domain. Every verb is atomic by itself; none
 * hands out a transaction. Implementations: `sqlite/store.ts`; `store.contract.ts` is the suite that each must pass.
 * Times are epoch milliseconds. Fields named `…Sealed` are ciphertext and `…Hash` keyed or plain hashes: the store never
 * sees a PIN, a code, an address or a number.
 */
export interface Store extends CareVerbs<OutboxEvent> {
  // ---- platforms -----------------------------------------------------------------------------------------------
  createPlatform(platform: PlatformRow, keys: readonly ApiKeyRow[]): Promise<'created' | 'exists'>
  /** Replaces name, policy and return URLs. */
  updatePlatform(platform: PlatformRow): Promise<'updated' | 'unknown'>
  findPlatform(id: string): Promise<PlatformRow | null>
  listPlatforms(): Promise<PlatformRow[]>
  /** At most two keys may be active at once. */
  addApiKey(key: ApiKeyRow): Promise<'added' | 'too-many'>
  revokeApiKey(id: string, at: number): Promise<'revoked' | 'unknown'>
  listApiKeys(platformId: string): Promise<ApiKeyRow[]>
  /** The platform of an active key. */
  findPlatformByKey(keyHash: string): Promise<{ platform: PlatformRow; keyId: string } | null>

  // ---- users ---------------------------------------------------------------------------------------------------
  /**
   * Inserts (`expectedVersion` null), or replaces the row that still has `expectedVersion` and counts `version` up by
   * itself; a race has one winner.
   */
  saveUser(user: UserRow, expectedVersion: number | null, answer?: Answer): Promise<'saved' | 'conflict'>
  findUser(platformId: string, externalId: string): Promise<UserRecord | null>
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
  /** Newest first, ordered by `createdAt` then id; `status` is derived at `now`. */
  listSessions(query: SessionQuery): Promise<{ sessions: SessionRow[]; nextCursor: string | null }>
  /**
   * Appends events after `expectedSeq` (the sequence number of the last event the caller saw) together with their
   * effects, all or nothing. `conflict` when somebody appended first, when the session has an outcome, or when a
   * challenge to consume is gone; the limit that a use to count would break.
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
   * `superseded` is also the answer when a staged passkey became somebody's meanwhile. `expectedSeq` null means "after
   * whatever is there".
   */
  finishOnce(end: SessionEnd, answer?: Answer): Promise<'finished' | 'ended-already' | 'conflict' | 'superseded'>
  /** Marks a succeeded session redeemed or burned; a race has one winner. Throws for a session that did not succeed. */
  redeemOnce(sessionId: string, at: number, result: 'redeemed' | 'burned', answer?: Answer): Promise<'done' | 'already'>
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
  /** Removes events made before, with their deliveries, but not those still pending. Out: how many. */
  dropEvents(before: number, limit: number): Promise<number>
  /** Calls after events were written by this process. Out: stops that. */
  onEvents(listener: () => void): () => void

  // ---- answers kept for an Idempotency-Key -----------------------------------------------------------------------
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
 * Thrown by a verb that was given an `answer` when its Idempotency-Key is not claimed (any more) or has an answer: another
 * request took it over. Nothing was written, so the work happens at most once.
 */
export class ClaimLost extends Error {
  constructor() {
    super('the claim of this Idempotency-Key is gone or was answered by another request')
  }
}

export interface PlatformRow {
  readonly id: string
  /** The trading name, shown on every page. */
  readonly name: string
  readonly policy: PolicyName
  readonly returnUrls: readonly string[]
  readonly createdAt: number
}

export interface ApiKeyRow {
  readonly id: string
  readonly platformId: string
  readonly keyHash: string
  readonly createdAt: number
  readonly revokedAt: number | null
}

export interface UserRow {
  /** Our own id; also the salt of what is sealed for the user. */
  readonly id: string
  readonly platformId: string
  /** The platform's own id. */
  readonly externalId: string
  readonly type: 'natural' | 'legal'
  readonly category: 'owner' | 'payer'
  /** 32 random bytes, base64url: the WebAuthn user handle. */
  readonly handle: string
  /** The user's data key, wrapped by the key ring. */
  readonly dataKeyWrapped: string
  /** The whole profile as the platform gave it. */
  readonly profileSealed: string
  /** The email and phone number that count for SCA (of the representative for a legal user). */
  readonly emailSealed: string
  readonly phoneSealed: string | null
  /** Contacts changed by the platform since they were last confirmed, and the email before that. */
  readonly emailChanged: boolean
  readonly phoneChanged: boolean
  readonly previousEmailSealed: string | null
  readonly locale: string | null
  /** Grows with every change of contacts or credentials; a session of an older version cannot succeed. */
  readonly credentialsVersion: number
  /** Grows with every write of this row. */
  readonly version: number
  /** When a session first made this user's credentials; null: never enrolled. */
  readonly enrolledAt: number | null
  readonly lastScaAt: number | null
  /** When an offer of a further credential was last declined. */
  readonly offerDeclinedAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface PinRow {
  readonly hash: string
  readonly pepperKeyId: string
  readonly createdAt: number
}

export interface PhoneRow {
  readonly numberSealed: string
  readonly numberHash: string
  readonly createdAt: number
}

export interface PasskeyRow extends PasskeyFlags {
  /** base64url. */
  readonly credentialId: string
  /** COSE key, base64url. */
  readonly publicKey: string
  readonly signCount: number
  readonly transports: readonly string[]
  readonly createdAt: number
  readonly lastUsedAt: number | null
}

export interface Credentials {
  readonly pin: PinRow | null
  readonly phone: PhoneRow | null
  readonly passkeys: readonly PasskeyRow[]
}

export interface UserRecord {
  readonly user: UserRow
  readonly credentials: Credentials
  readonly series: Series
}

/** The immutable request, and what was written once at its end. */
export interface SessionRow {
  readonly id: string
  readonly platformId: string
  readonly userId: string
  /** The platform's own id of the user. */
  readonly externalUserId: string
  readonly purpose: Purpose
  /** Normalised JSON, or null where the purpose has none. */
  readonly operation: string | null
  readonly operationHash: string
  readonly policy: PolicyName
  /** Null: the browser may bring a registered one, else the platform's first serves. */
  readonly returnUrl: string | null
  readonly state: string | null
  readonly locale: string | null
  readonly tokenHash: string
  readonly credentialsVersion: number
  readonly createdAt: number
  readonly expiresAt: number
  readonly outcome: Outcome | null
  readonly reason: EndReason | null
  readonly endedAt: number | null
  /** The authentication code; only of a succeeded session. */
  readonly jti: string | null
  /** The receipt's claims as fixed at the outcome, JSON; only of a succeeded session. */
  readonly claims: string | null
  readonly redeemedAt: number | null
  readonly redemption: 'redeemed' | 'burned' | null
}

export interface TimedEvent {
  readonly event: SessionEvent
  readonly at: number
}

export interface EventRow extends TimedEvent {
  /** From 1, the `minted` event, without a gap. */
  readonly seq: number
  readonly previousHash: string
  readonly hash: string
}

export const challengeKinds = ['sms-code', 'email-code', 'passkey-creation', 'passkey-use'] as const
export type ChallengeKind = (typeof challengeKinds)[number]

/** A code or WebAuthn challenge that is out. One per session and kind: a new one replaces the old. */
export interface ChallengeRow {
  readonly id: string
  readonly kind: ChallengeKind
  /** Keyed hash of a code; the challenge itself, base64url, of WebAuthn. */
  readonly secret: string
  readonly keyId: string | null
  readonly createdAt: number
  readonly expiresAt: number
}

/** A credential made in the session, not yet the user's. */
export type StagedRow =
  | { readonly method: 'pin'; readonly pin: PinRow }
  | { readonly method: 'phone'; readonly phone: PhoneRow }
  | { readonly method: 'passkey'; readonly passkey: PasskeyRow }

export interface SessionRecord {
  readonly session: SessionRow
  readonly platform: PlatformRow
  readonly user: UserRow
  readonly credentials: Credentials
  readonly series: Series
  readonly events: readonly EventRow[]
  readonly staged: readonly StagedRow[]
  readonly challenges: readonly ChallengeRow[]
}

/** What happens in the database together with an event. */
export type Effect =
  | { readonly do: 'put-challenge'; readonly challenge: ChallengeRow }
  /** Single use: when it is gone already, nothing at all is recorded. */
  | { readonly do: 'consume-challenge'; readonly kind: ChallengeKind; readonly id: string }
  /** Removes it if it is there: the number changed, the factor was dropped. */
  | { readonly do: 'void-challenge'; readonly kind: ChallengeKind }
  | { readonly do: 'stage'; readonly staged: StagedRow }
  | { readonly do: 'unstage'; readonly method: Method }
  | { readonly do: 'change-series'; readonly change: (series: Series) => Series; readonly tell?: TellSeries }
  /** Where one limit is reached, nothing at all is recorded. */
  | { readonly do: 'count-uses'; readonly uses: readonly Use[]; readonly at: number }
  /** After an assertion with a held or staged passkey: the counter (never lowered), the backup state, the time. */
  | {
      readonly do: 'touch-passkey'
      readonly credentialId: string
      readonly signCount: number
      readonly backedUp: boolean
      readonly at: number
    }
  /** The same PIN under better parameters; left out when the user's credentials are no longer the session's. */
  | { readonly do: 'rehash-pin'; readonly pin: PinRow }

export interface SessionEnd {
  readonly sessionId: string
  readonly expectedSeq: number | null
  readonly outcome: Outcome
  readonly reason: EndReason
  readonly at: number
  /** Only with `succeeded`. */
  readonly commit: SessionCommit | null
  readonly tell: TellEnd
  /** What the user is told of it, written with it. */
  readonly notices?: readonly NoticeRow[]
}

export interface SessionCommit {
  readonly jti: string
  /** Claims of the receipt but `evidenceHash`, which the store adds as the hash of the `ended` event. */
  readonly claims: Readonly<Record<string, unknown>>
  readonly declinedOffer: boolean
}

/** What an end changed of the user. */
export interface Settled {
  readonly factors: readonly { readonly method: Method; readonly change: 'added' | 'replaced' }[]
  /** The user had never been enrolled before. */
  readonly enrolled: boolean
  readonly series: { readonly before: Series; readonly after: Series }
}

/** What is told of an end, given what it changed. */
export type TellEnd = (settled: Settled) => readonly OutboxEvent[]

/** What is told of a change of a series. */
export type TellSeries = (before: Series, after: Series) => readonly OutboxEvent[]

/** Something a platform is told, written in the transaction of what it tells of. */
export interface OutboxEvent {
  /** `evt_…`. */
  readonly id: string
  readonly platformId: string
  /** Our own id of the user whom it is about. */
  readonly userId: string
  /** Events of one session are numbered from 1 in the order in which they are written. */
  readonly sessionId: string | null
  readonly type: EventType
  /** JSON without personal data: an object, to which `sessionId` and `sequence` are added when it is sent. */
  readonly data: string
  readonly createdAt: number
  /**
   * Kept back until then (epoch milliseconds), because it may be taken back; the next event of its session lets it go.
   * Null: told at once.
   */
  readonly heldUntil: number | null
  /** While the user's latest event of this type is still held, that one is removed and this one left out. */
  readonly takesBack: EventType | null
}

/** An event as it was written. */
export interface OutboxRow extends Omit<OutboxEvent, 'takesBack'> {
  /** Null without a session. */
  readonly sequence: number | null
}

export interface EndpointRow {
  /** `we_…`. */
  readonly id: string
  readonly platformId: string
  readonly url: string
  readonly enabled: boolean
  /** `gone`: it answered 410. Null while enabled. */
  readonly disabledReason: 'by-platform' | 'gone' | null
  readonly secretSealed: string
  /** Signs beside the new one until then. */
  readonly previousSecretSealed: string | null
  readonly previousSecretUntil: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** How an attempt went: `status` is the HTTP status where there was an answer, `result` a word of a closed list. */
export interface AttemptResult {
  readonly result: string
  readonly status: number | null
}

export interface DeliveryRow {
  readonly eventId: string
  readonly endpointId: string
  readonly state: 'pending' | 'delivered' | 'dead'
  readonly attempts: number
  /** Of a pending one. While it is under way: when its lease ends. */
  readonly nextAt: number | null
  readonly lastAt: number | null
  readonly lastResult: string | null
  readonly lastStatus: number | null
}

export interface DeliveryClaim {
  readonly now: number
  readonly limit: number
  /** At most so many of one endpoint, those that the caller has under way included. */
  readonly perEndpoint: number
  /** How many deliveries the caller has under way, by endpoint. */
  readonly underWay: ReadonlyMap<string, number>
  readonly leaseMs: number
  /** A word that nobody else uses: tells this lease from a later one. */
  readonly lease: string
}

export interface ClaimedDelivery {
  readonly event: OutboxRow
  readonly endpoint: EndpointRow
  /** Made before. */
  readonly attempts: number
  readonly lease: string
}

export interface SettledDelivery extends AttemptResult {
  readonly eventId: string
  readonly endpointId: string
  readonly lease: string
  readonly at: number
  readonly state: DeliveryRow['state']
  /** Only of a pending one. */
  readonly nextAt: number | null
  readonly disable: boolean
}

export interface EventQuery {
  readonly platformId: string
  readonly cursor?: string | undefined
  readonly limit: number
  readonly now: number
}

export interface EventWithDeliveries {
  readonly event: OutboxRow
  readonly deliveries: readonly DeliveryRow[]
}

export interface Redelivery {
  readonly platformId: string
  readonly eventId: string
  readonly endpointId: string | null
  readonly now: number
}

export interface SessionQuery {
  readonly platformId: string
  readonly externalUserId?: string | undefined
  readonly status?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
  readonly now: number
}

export interface AnswerClaim {
  readonly platformId: string
  readonly key: string
  /** Hash of method, path and body. */
  readonly fingerprint: string
  readonly now: number
}

/** The answer of a request with an Idempotency-Key, sealed because it may hold a RedirectUrl. */
export interface Answer {
  readonly platformId: string
  readonly key: string
  readonly status: number
  readonly bodySealed: string
  /** Our own id of the user it is about, so that it goes with them. Verbs that write for a user know it themselves. */
  readonly userId?: string | undefined
}

export type StoredAnswer = Pick<Answer, 'status' | 'bodySealed'>

export interface SigningKeyRow {
  readonly kid: string
  /** Public JWK, JSON. */
  readonly jwk: string
  readonly createdAt: number
}

export interface InboxRow {
  readonly id: string
  readonly platformId: string
  readonly channel: 'sms' | 'email'
  readonly toHash: string
  /** `{to, subject?, text}`. */
  readonly sealed: string
  readonly createdAt: number
  /** Our own id of the user it was sent to, where that is known. */
  readonly userId?: string | null
}
