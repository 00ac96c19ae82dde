import { type Logo, noBrand } from '../../lib/sca/brand.ts'
import { noFailures, type Series } from '../../lib/sca/limits.ts'
import type {
  ApiKeyRow,
  ChallengeRow,
  InboxRow,
  LogoRow,
  PasskeyRow,
  PhoneRow,
  PinRow,
  PlatformRow,
  SessionCommit,
  SessionEnd,
  SessionRow,
  StagedRow,
  Store,
  TimedEvent,
  UserRow,
} from '../store.ts'

/** Rows for the contract suite: complete, plausible, and unlike each other. */

/** The moment in which the suite plays. */
export const now = 1_800_000_000_000
export const minute = 60_000

let made = 0

/** A name that no other row of this run has. */
export function fresh(prefix: string): string {
  made += 1
  return `${prefix}_${made}`
}

export function aPlatform(with_: Partial<PlatformRow> = {}): PlatformRow {
  return {
    id: fresh('plt'),
    name: 'Northwind',
    policy: 'strict',
    returnUrls: ['https://shop.test/back', 'https://shop.test/also'],
    brand: noBrand,
    createdAt: now,
    ...with_,
  }
}

/** A logo as the platform's brand names it, and the row of its bytes. */
export function aLogo(): { logo: Logo; row: (platformId: string) => LogoRow } {
  const hash = fresh('logo')
  // As a driver gives them: Buffers, which equal nothing else.
  const bytes = Buffer.from([0, 255, 10, 13, made % 256])
  return {
    logo: { hash, width: 96, height: 32 },
    row: (platformId) => ({ platformId, hash, type: 'image/webp', bytes }),
  }
}

export function aKey(platformId: string, with_: Partial<ApiKeyRow> = {}): ApiKeyRow {
  const row = { scopes: ['read', 'mint'], addresses: [], createdAt: now, lastUsedAt: null, revokedAt: null } as const
  return { id: fresh('key'), platformId, keyHash: fresh('hash'), ...row, ...with_ }
}

export function aUser(platformId: string, with_: Partial<UserRow> = {}): UserRow {
  return {
    id: fresh('usr'),
    platformId,
    externalId: fresh('customer'),
    type: 'natural',
    category: 'owner',
    handle: fresh('handle'),
    dataKeyWrapped: 'wrapped',
    profileSealed: 'profile',
    emailSealed: 'email',
    phoneSealed: null,
    emailChanged: false,
    phoneChanged: false,
    previousEmailSealed: null,
    locale: 'fr',
    credentialsVersion: 1,
    version: 1,
    enrolledAt: null,
    lastScaAt: null,
    offerDeclinedAt: null,
    createdAt: now,
    updatedAt: now,
    ...with_,
  }
}

export function aSession(user: UserRow, with_: Partial<SessionRow> = {}): SessionRow {
  return {
    id: fresh('ses'),
    platformId: user.platformId,
    userId: user.id,
    externalUserId: user.externalId,
    purpose: 'payment',
    operation: '{"amount":{"value":3100,"currency":"EUR"}}',
    operationHash: fresh('operation'),
    policy: 'strict',
    returnUrl: 'https://shop.test/back',
    state: 'order-7',
    locale: null,
    tokenHash: fresh('token'),
    credentialsVersion: user.credentialsVersion,
    epoch: 1,
    createdAt: now,
    expiresAt: now + 10 * minute,
    outcome: null,
    reason: null,
    endedAt: null,
    jti: null,
    claims: null,
    redeemedAt: null,
    redemption: null,
    ...with_,
  }
}

export function aPin(with_: Partial<PinRow> = {}): PinRow {
  return { hash: fresh('argon2id'), pepperKeyId: 'k1', createdAt: now, ...with_ }
}

export function aPhone(with_: Partial<PhoneRow> = {}): PhoneRow {
  return { numberSealed: fresh('sealed'), numberHash: fresh('hash'), createdAt: now, ...with_ }
}

export function aPasskey(with_: Partial<PasskeyRow> = {}): PasskeyRow {
  return {
    credentialId: fresh('credential'),
    publicKey: 'cose',
    signCount: 3,
    transports: ['internal', 'hybrid'],
    userVerified: true,
    backupEligible: true,
    backedUp: false,
    aaguid: '00000000-0000-0000-0000-000000000000',
    createdAt: now,
    lastUsedAt: null,
    ...with_,
  }
}

export function aChallenge(with_: Partial<ChallengeRow> = {}): ChallengeRow {
  return {
    id: fresh('challenge'),
    kind: 'sms-code',
    secret: 'hmac',
    keyId: 'k1',
    createdAt: now,
    expiresAt: now + 5 * minute,
    ...with_,
  }
}

export function aMessage(platformId: string, with_: Partial<InboxRow> = {}): InboxRow {
  return { id: fresh('msg'), platformId, channel: 'sms', toHash: 'to', sealed: 'text', createdAt: now, ...with_ }
}

export const claimed: TimedEvent = {
  event: { type: 'claimed', browser: 'b1', agent: 'Firefox on Linux', locale: 'en', passkeySupported: true },
  at: now + 1,
}
export const confirmed: TimedEvent = { event: { type: 'email-confirmed' }, at: now + 2 }

/** An end without success. */
export function anEnd(sessionId: string, with_: Partial<SessionEnd> = {}): SessionEnd {
  return {
    sessionId,
    expectedSeq: null,
    outcome: 'refused',
    reason: 'cancelled-by-user',
    at: now + minute,
    commit: null,
    tell: () => [],
    ...with_,
  }
}

/** A success. */
export function aSuccess(
  sessionId: string,
  commit: Partial<SessionCommit> = {},
  with_: Partial<SessionEnd> = {},
): SessionEnd {
  return anEnd(sessionId, {
    outcome: 'succeeded',
    reason: 'proven',
    commit: { jti: fresh('jti'), claims: { sub: 'customer', amr: [] }, declinedOffer: false, ...commit },
    ...with_,
  })
}

/** A platform with one user, written. */
export async function aWorld(
  store: Store,
  with_: Partial<UserRow> = {},
): Promise<{ platform: PlatformRow; user: UserRow }> {
  const platform = aPlatform()
  await store.createPlatform(platform, [])
  const user = aUser(platform.id, with_)
  await store.saveUser(user, null)
  return { platform, user }
}

/** A platform with one user who has an open session, written. */
export async function anOpenSession(store: Store, with_: Partial<UserRow> = {}, of: Partial<SessionRow> = {}) {
  const { platform, user } = await aWorld(store, with_)
  const session = aSession(user, of)
  await store.createSession(session)
  return { platform, user, session }
}

/** Gives a user credentials the way they come to be: staged in a session that succeeds. Out: the user after it. */
export async function enrol(store: Store, user: UserRow, staged: readonly StagedRow[]): Promise<UserRow> {
  const session = aSession(user, { purpose: 'enrolment', operation: null })
  await store.createSession(session)
  await store.record(
    session.id,
    1,
    [],
    staged.map((row) => ({ do: 'stage', staged: row })),
  )
  await store.finishOnce(aSuccess(session.id))
  return (await userOf(store, user)).user
}

export async function userOf(store: Store, user: UserRow) {
  const found = await store.findUser(user.platformId, user.externalId)
  if (found === null) throw new Error(`no user ${user.externalId}`)
  return found
}

export async function recordOf(store: Store, sessionId: string) {
  const found = await store.loadSession(sessionId)
  if (found === null) throw new Error(`no session ${sessionId}`)
  return found
}

export async function seriesOf(store: Store, user: UserRow): Promise<Series> {
  return (await userOf(store, user)).series ?? noFailures
}

/** Starts `times` of the same call before any of them is awaited. Out: the answers. */
export function parallel<T>(times: number, call: (i: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, i) => call(i)))
}

export function countOf<T>(answers: readonly T[], wanted: T): number {
  return answers.filter((answer) => answer === wanted).length
}
