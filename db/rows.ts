/** The rows of platforms, users, credentials and sessions. */

import type { Brand } from '../lib/sca/brand.ts'
import type { PasskeyFlags, SessionEvent } from '../lib/sca/events.ts'
import type { Series } from '../lib/sca/limits.ts'
import type { PolicyName } from '../lib/sca/policy.ts'
import type { EndReason, Method, Outcome, Purpose } from '../lib/sca/words.ts'
import type { NoticeRow, Use } from './care.ts'
import type { OutboxEvent } from './outbox-rows.ts'

export interface PlatformRow {
  readonly id: string
  /** The trading name, shown on every page. */
  readonly name: string
  readonly policy: PolicyName
  readonly returnUrls: readonly string[]
  readonly brand: Brand
  readonly createdAt: number
}

/** The bytes of a platform's logo, apart from its row, which every page reads. */
export interface LogoRow {
  readonly platformId: string
  /** SHA-256 of the bytes, base64url. */
  readonly hash: string
  readonly type: 'image/png' | 'image/webp'
  readonly bytes: Uint8Array
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
  /** In which the session was minted; the store knows, whatever the row to write says. */
  readonly epoch: number
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

export type ChallengeKind = 'sms-code' | 'email-code' | 'passkey-creation' | 'passkey-use'

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
  /** The present epoch of the database. */
  readonly epoch: number
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
  | {
      readonly do: 'change-series'
      /** The user of the session: said for those who stand before the store, and do not know it otherwise. */
      readonly userId: string
      readonly change: (series: Series) => Series
      readonly tell?: TellSeries
    }
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
  readonly userId: string
  readonly factors: readonly { readonly method: Method; readonly change: 'added' | 'replaced' }[]
  /** The user had never been enrolled before. */
  readonly enrolled: boolean
  readonly series: { readonly before: Series; readonly after: Series }
}

/** What is told of an end, given what it changed. */
export type TellEnd = (settled: Settled) => readonly OutboxEvent[]

/** What is told of a change of a series. */
export type TellSeries = (before: Series, after: Series) => readonly OutboxEvent[]

export interface SessionQuery {
  readonly platformId: string
  readonly externalUserId?: string | undefined
  readonly status?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
  readonly now: number
}
