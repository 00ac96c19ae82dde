import type { Brand } from '../lib/sca/brand.ts'
import type { Series } from '../lib/sca/limits.ts'
import type { Method } from '../lib/sca/words.ts'

/**
 * The part of the store port that protects a user outside of a session: what platform and staff do to an account, what
 * the user is told of it, and counters against abuse. As everywhere in the port, each verb is atomic by itself, times are
 * epoch milliseconds, and nothing is stored in clear that is a secret or personal. `Told` is what a platform is told by webhook, written with what it tells of.
 */
export interface CareVerbs<Told> {
  // ---- what platform, staff and the user do to an account ------------------------------------------------------
  /**
   * Removes credentials and counts `credentialsVersion` up, so that no session that began before can succeed. Whole
   * methods count up also where nothing is held: what a session has half made is void with it. Out: which methods lost
   * something, one entry per credential.
   */
  revokeCredentials(
    userId: string,
    which: Revoked,
    act: ActRow,
    tell?: (lost: readonly Method[]) => readonly Told[],
  ): Promise<Method[]>
  /**
   * The same for what a restore may have revived, once per id of the act, whoever else does it: `known` where the act is
   * there already, or where the success of `bySession` is, which took the credentials away.
   */
  revokeAgain(
    userId: string,
    which: Revoked,
    act: ActRow,
    bySession: string | null,
    tell: (lost: readonly Method[]) => readonly Told[],
  ): Promise<Method[] | 'known'>
  /** Sessions of a user that have no outcome, also those past their time, oldest first. */
  listOpenSessions(userId: string): Promise<string[]>
  /**
   * Begins to erase a user, who is gone for all purposes from then on: shreds the data key and removes sealed fields,
   * credentials, notices and links; open sessions end as cancelled. The platform's id is free again. What is left of rows
   * about them goes by `eraseMore`. What stays is pseudonymous: the row, its sessions and their logs under `pseudonym`.
   * `unknown` where it was erased before.
   */
  eraseUser(erasure: Erasure): Promise<'erased' | 'unknown'>
  /**
   * Goes on with an erasure for about `limit` rows: sessions get the pseudonym; stored answers, messages, events and reasons
   * go. In: `after` as the call before answered, null at first; it may begin anew at any time. Out: where to go on, or
   * `done`, which is remembered.
   */
  eraseMore(userId: string, after: string | null, limit: number): Promise<{ readonly after: string } | 'done'>
  /** Users whose erasure began up to then and is not done, the oldest first, but for the first so many. */
  listErasing(upTo: number, limit: number, passedOver?: number): Promise<string[]>
  addAct(act: ActRow): Promise<void>
  /** What was done to a user, oldest first. */
  listActs(userId: string): Promise<ActRow[]>

  // ---- notices and their links ---------------------------------------------------------------------------------
  /** Takes notices that are due and keeps them from others until `until`; each counts as one attempt. Oldest first. */
  takeNotices(now: number, until: number, limit: number): Promise<DueNotice[]>
  /** A notice was handed over. The warning before a permanent block is noted with the series of tries. */
  noticeSent(id: string, at: number): Promise<void>
  /** It was not: it is due again then. */
  delayNotice(id: string, nextAt: number): Promise<void>
  findNoticeLink(tokenHash: string): Promise<NoticeLink | null>
  /**
   * Uses a link, once: applies `change` to the user's series in the same write. Out: whether this call was the one;
   * `over` for a link that was used, has expired, or never was.
   */
  useNoticeLink(
    tokenHash: string,
    at: number,
    change: (series: Series) => Series,
    act: ActRow,
    tell?: (before: Series, after: Series) => readonly Told[],
  ): Promise<'used' | 'over'>

  // ---- counters against abuse ----------------------------------------------------------------------------------
  /** Counts all of these uses, or none where one limit is reached. Out: null, or that limit. */
  countUses(uses: readonly Use[], now: number): Promise<LimitReached | null>
}

/** Credentials to remove: all of some methods, or one passkey by its credential id. */
export type Revoked = { readonly methods: readonly Method[] } | { readonly passkey: string }

/** Something that was done to an account outside of a session: the audit. */
export interface ActRow {
  /** Unique: by it an act is known that was remembered elsewhere. */
  readonly id: string
  readonly userId: string
  readonly at: number
  /** `key:<id of an API key>`, `operator`, `user`, or `restore`: what a restore had undone was done again. */
  readonly by: string
  readonly did: 'revoked' | 'reset' | 'blocked' | 'unblocked' | 'exported' | 'erased' | 'reported'
  /** Which factor or source, where that is said. */
  readonly what: string | null
  /** Why, in the words of who did it; goes with the user's data key. */
  readonly reasonSealed: string | null
}

export interface Erasure {
  readonly userId: string
  /** Takes the place of the platform's id wherever a row keeps it. */
  readonly pseudonym: string
  readonly at: number
  readonly act: ActRow
}

export const noticeKinds = ['changed', 'after-failures', 'last-block'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** A message that must arrive: written with what it tells of, handed over afterwards, tried again. */
export interface NoticeRow {
  /** Two of one id are one: the first stands. */
  readonly id: string
  readonly userId: string
  readonly kind: NoticeKind
  readonly channel: 'sms' | 'email'
  /** `{to, subject?, text}`, by the user's data key. */
  readonly sealed: string
  readonly nextAt: number
  readonly createdAt: number
  /** After this it is dropped: news of yesterday help nobody. */
  readonly expiresAt: number
  /** The link in it, by which the user can block the account; lives as long as the notice. */
  readonly linkHash: string
}

export interface DueNotice extends Pick<NoticeRow, 'id' | 'kind' | 'channel' | 'sealed'> {
  /** Handing over is tried for this time: 1 is the first. */
  readonly attempt: number
  readonly user: { readonly id: string; readonly platformId: string; readonly dataKeyWrapped: string }
}

export interface NoticeLink {
  readonly platform: { readonly id: string; readonly name: string; readonly brand: Brand }
  readonly user: { readonly id: string; readonly externalId: string; readonly dataKeyWrapped: string }
  readonly series: Series
  readonly expiresAt: number
  readonly usedAt: number | null
}

/** One use of something limited. */
export interface Use {
  /** Which limit it is, for the log. */
  readonly name: string
  /** Keyed hash of what is limited: no number, address or id in clear. */
  readonly key: string
  readonly limit: number
  /** Begins with the first use and is not extended. */
  readonly windowMs: number
  /** How many uses at once; 1 where it is not said. */
  readonly amount?: number
}

export interface LimitReached {
  readonly limit: string
  /** When the window of that limit ends. */
  readonly retryAt: number
}
