/** What is kept beside the sessions: answers, public keys, the sandbox's inbox. */

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
  /** Given where the key was not claimed before: it is claimed by the very write that keeps the answer. */
  readonly claim?: Pick<AnswerClaim, 'fingerprint' | 'now'> | undefined
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

/** What waits to be done. Counts end at the number that was asked for; times are those of the first in line, null for none. */
export interface Backlog {
  readonly openSessions: number
  /** When the first open session is over: in the past while the sweep is behind. */
  readonly nextExpiryAt: number | null
  readonly deliveries: number
  /** When the first delivery is due. */
  readonly nextDeliveryAt: number | null
  readonly notices: number
  /** When the first notice is due. */
  readonly nextNoticeAt: number | null
}
