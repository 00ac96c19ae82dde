import type { Answer, PlatformRow, SessionRow, UserRecord } from '../../db/store.ts'
import type { Locale } from '../i18n/locales.ts'
import { abuseLimits } from '../sca/abuse-limits.ts'
import { sessionMs } from '../sca/lifetimes.ts'
import { type MintRefusal, refuseMint } from '../sca/mintable.ts'
import { isFault, normaliseOperation, type OperationInput, type OperationProblem } from '../sca/normalise-operation.ts'
import type { Subject } from '../sca/operation.ts'
import { policies } from '../sca/policy.ts'
import { matchesRegistered } from '../sca/return-url.ts'
import type { Purpose } from '../sca/words.ts'
import type { Deps } from './deps.ts'
import { newId } from './new-id.ts'
import { operationHash } from './operation-hash.ts'
import { newStartToken, startTokenHash } from './start-token.ts'
import { tellReplaced } from './tell.ts'
import { userFacts } from './user-facts.ts'

/** What a platform asks for; shapes were checked, values were not. */
export interface MintInput {
  /** The platform's own id of the user. */
  readonly userId: string
  readonly purpose: Purpose
  readonly operation?: OperationInput | null | undefined
  /** Null: the browser may bring a registered one, else the platform's first serves. */
  readonly returnUrl?: string | null | undefined
  readonly state?: string | null | undefined
  readonly locale?: Locale | null | undefined
}

export type MintProblem =
  | MintRefusal
  | OperationProblem
  | 'user-unknown'
  | 'too-many-sessions'
  | 'no-return-url'
  | 'return-url-not-registered'

export interface RefusedMint {
  readonly refused: MintProblem
  /** Which field, where one is to blame. */
  readonly at?: string
  /** Epoch milliseconds at which the same may be asked again; null: not before the platform lifts the block. */
  readonly retryAt?: number | null
}

export interface MintedSession {
  readonly session: SessionRow
  readonly redirectUrl: string
}

/**
 * Makes a session. In: platform, what it asks for; the answer to keep with it, made from the session. Out: the session
 * and the address that starts it — only its hash is stored — or why not. An older session of the same user, purpose
 * and operation ends.
 */
export async function mintSession(
  deps: Deps,
  platform: PlatformRow,
  input: MintInput,
  answer: (minted: MintedSession) => Answer | undefined = () => undefined,
): Promise<MintedSession | RefusedMint> {
  const badUrl = refuseReturnUrl(platform, input.returnUrl ?? null)
  if (badUrl) return badUrl
  const subject = normaliseOperation(input.purpose, input.operation)
  if (isFault(subject)) return { refused: subject.problem, at: subject.at }
  const record = await deps.store.findUser(platform.id, input.userId)
  if (!record) return { refused: 'user-unknown', at: 'userId' }
  const facts = userFacts(record, policies[platform.policy], deps.clock.now())
  const refused = refuseMint(facts, input.purpose, policies[platform.policy])
  if (refused === 'user-blocked')
    return { refused, retryAt: record.series.permanent ? null : record.series.blockedUntil }
  if (refused) return { refused }
  const minted = makeSession(deps, platform, record, subject, input)
  const cap = abuseLimits.sessionsOfUser
  const written = await deps.store.createSession(minted.session, answer(minted), tellReplaced(deps), cap)
  if (written === 'user-gone') return { refused: 'user-unknown', at: 'userId' }
  return 'retryAt' in written ? { refused: 'too-many-sessions', retryAt: written.retryAt } : minted
}

function refuseReturnUrl(platform: PlatformRow, returnUrl: string | null): RefusedMint | null {
  if (platform.returnUrls.length === 0) return { refused: 'no-return-url' }
  if (returnUrl === null || matchesRegistered(returnUrl, platform.returnUrls)) return null
  return { refused: 'return-url-not-registered', at: 'returnUrl' }
}

function makeSession(
  deps: Deps,
  platform: PlatformRow,
  { user }: UserRecord,
  subject: Subject,
  input: MintInput,
): MintedSession {
  const now = deps.clock.now()
  const token = newStartToken(deps.random, now)
  const session: SessionRow = {
    id: newId(deps.random, 'ses', now),
    platformId: platform.id,
    userId: user.id,
    externalUserId: user.externalId,
    purpose: subject.purpose,
    operation: subject.operation === null ? null : JSON.stringify(subject.operation),
    operationHash: operationHash(subject),
    policy: platform.policy,
    returnUrl: input.returnUrl ?? null,
    state: input.state ?? null,
    locale: input.locale ?? user.locale,
    tokenHash: startTokenHash(token),
    credentialsVersion: user.credentialsVersion,
    // The store knows it.
    epoch: 0,
    createdAt: now,
    expiresAt: now + sessionMs,
    outcome: null,
    reason: null,
    endedAt: null,
    jti: null,
    claims: null,
    redeemedAt: null,
    redemption: null,
  }
  return { session, redirectUrl: `${deps.config.origin}/?token=${token}` }
}
