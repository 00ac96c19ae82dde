import type { ActRow, Revoked } from '../../db/care.ts'
import type { UserRecord } from '../../db/store.ts'
import type { Method } from '../sca/words.ts'
import { type Actor, actOnUser } from './act-on-user.ts'
import type { Deps } from './deps.ts'
import { endOpenSessions } from './end-open-sessions.ts'
import { passkeyFactorId } from './factor-list.ts'
import { aboutUser, tellOf } from './tell.ts'

/** What a platform can reset. */
export const resetSources = ['pin', 'phone', 'passkeys', 'all'] as const
export type ResetSource = (typeof resetSources)[number]

const methodsOf: Readonly<Record<ResetSource, readonly Method[]>> = {
  pin: ['pin'],
  phone: ['phone'],
  passkeys: ['passkey'],
  all: ['pin', 'phone', 'passkey'],
}

/**
 * Takes one factor away (CRED-08): what a session began with it counts no more, at once. In: the user, the factor's id,
 * who asks. Out: whether there was such a factor.
 */
export async function revokeFactor(
  deps: Deps,
  record: UserRecord,
  factorId: string,
  by: Actor,
): Promise<'revoked' | 'unknown'> {
  const which = named(record, factorId)
  if (which === null) return 'unknown'
  const lost = await revoke(deps, record, which, actOnUser(deps, record.user, by, 'revoked', factorId))
  return lost.length > 0 ? 'revoked' : 'unknown'
}

/**
 * Takes all factors of a source away, so that the next session makes them anew: the user proves what is left plus a code
 * by email (DESIGN 2.8). In: the user, the source, why, who asks.
 */
export async function resetFactors(
  deps: Deps,
  record: UserRecord,
  source: ResetSource,
  reason: string,
  by: Actor,
): Promise<void> {
  const act = actOnUser(deps, record.user, by, 'reset', source, reason)
  await revoke(deps, record, { methods: methodsOf[source] }, act)
}

function named({ credentials }: UserRecord, factorId: string): Revoked | null {
  if (factorId === 'pin') return credentials.pin && { methods: ['pin'] }
  if (factorId === 'phone') return credentials.phone && { methods: ['phone'] }
  const found = credentials.passkeys.find(({ credentialId }) => passkeyFactorId(credentialId) === factorId)
  return found ? { passkey: found.credentialId } : null
}

/** Sessions under way end at once as superseded: what they rested on is gone. */
async function revoke(deps: Deps, { user }: UserRecord, which: Revoked, act: ActRow): Promise<Method[]> {
  const about = aboutUser(user)
  const lost = await deps.store.revokeCredentials(user.id, which, act, (methods) =>
    methods.map((method) => tellOf(deps, about, 'factor.removed', { method }, act.at)),
  )
  if ('methods' in which || lost.length > 0) await endOpenSessions(deps, user.id, 'failed', 'superseded')
  return lost
}
