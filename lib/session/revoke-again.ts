import type { Revoked } from '../../db/care.ts'
import type { Remembered, UserRow } from '../../db/store.ts'
import { blocked } from '../sca/limits.ts'
import type { Method } from '../sca/words.ts'
import { actOnUser } from './act-on-user.ts'
import { blockAgain } from './block-again.ts'
import type { Deps } from './deps.ts'
import { endOpenSessions } from './end-open-sessions.ts'
import { eraseRest } from './erase-rest.ts'
import { passkeyFactorId } from './factor-list.ts'
import { aboutUser, tellOf } from './tell.ts'

/** A restore loses what came last: after so many in a row that the database proves to know, it knows all that is older. */
const knownInARow = 100
/** Nobody restores so old a backup, and what proves that an entry is known is kept for longer (`lib/sca/retention.ts`). */
const oldestMs = 300 * 86_400_000

export interface RevokedAgain {
  readonly count: number
  /** When the newest of them was done first, epoch milliseconds; null where nothing was missing. */
  readonly newestAt: number | null
}

/**
 * Does again what is remembered outside of the database and the database does not know: revocations, replacements,
 * erasures, blocks, revoked API keys. REL-07. A factor that another had replaced goes too: the other one is lost, so the user
 * makes it anew, as after a reset. Each is done once, however many servers try, with an act that says why.
 */
export async function revokeAgain(deps: Deps): Promise<RevokedAgain> {
  const now = deps.clock.now()
  const ofBlocks = new Set<string>()
  let [count, known]: [number, number] = [0, 0]
  let newestAt: number | null = null
  for await (const entry of deps.store.recallRevocations()) {
    if (known >= knownInARow || entry.at < now - oldestMs) break
    // Of a user's blocks the last one counts.
    if (entry.what === 'block' && ofBlocks.has(entry.userId)) continue
    if (entry.what === 'block') ofBlocks.add(entry.userId)
    const found = await doAgain(deps, entry, now)
    if (found === 'known') known += 1
    if (found !== 'missing') continue
    count += 1
    newestAt = Math.max(newestAt ?? 0, entry.at)
    known = 0
  }
  return { count, newestAt }
}

/** What was found of an entry: it was missing and is done, the database knows it, or nothing can be told of it. */
type Found = 'missing' | 'known' | 'untold'

async function doAgain(deps: Deps, entry: Remembered, now: number): Promise<Found> {
  if (entry.what === 'api-key') {
    const done = await deps.store.revokeApiKey(entry.keyId, now)
    return done === 'revoked' ? 'missing' : done === 'revoked-before' ? 'known' : 'untold'
  }
  // A block that is over by now: nothing to look for.
  if (entry.what === 'block' && !blocked(entry.series, now)) return 'untold'
  const user = await deps.store.findUserById(entry.userId)
  // Made in the time that is lost, or erased: there is nothing that could have been revived.
  if (user === null) return 'untold'
  if (user.dataKeyWrapped === '') return entry.what === 'erased' ? 'known' : 'untold'
  switch (entry.what) {
    case 'block':
      return (await blockAgain(deps, user, entry, now)) ? 'missing' : 'known'
    case 'erased': {
      const act = { ...actOnUser(deps, user, 'restore', 'erased'), id: entry.id }
      const done = await deps.store.eraseUser({ userId: user.id, pseudonym: entry.pseudonym, at: now, act })
      if (done !== 'erased') return 'known'
      await eraseRest(deps, user.id)
      return 'missing'
    }
    case 'revoked':
    case 'replaced':
      return takeAgain(deps, user, entry)
  }
}

async function takeAgain(
  deps: Deps,
  user: UserRow,
  entry: Extract<Remembered, { readonly what: 'revoked' | 'replaced' }>,
): Promise<Found> {
  const which = entry.what === 'revoked' ? entry.which : { methods: entry.methods }
  return takeFactorsAgain(deps, user, which, entry.id, entry.what === 'replaced' ? entry.sessionId : null)
}

/**
 * Takes factors once more from a user who was not erased. In: which; the id of the act, by which it is done once; the session
 * whose success had replaced them. Out: whether that was missing; nothing is told by a passkey that is not there.
 */
export async function takeFactorsAgain(
  deps: Deps,
  user: UserRow,
  which: Revoked,
  id: string,
  bySession: string | null,
): Promise<Found> {
  const said = 'passkey' in which ? passkeyFactorId(which.passkey) : which.methods.join(' ')
  const act = { ...actOnUser(deps, user, 'restore', 'revoked', said), id }
  const tell = (lost: readonly Method[]) =>
    lost.map((method) => tellOf(deps, aboutUser(user), 'factor.removed', { method }, act.at))
  const lost = await deps.store.revokeAgain(user.id, which, act, bySession, tell)
  if (lost === 'known') return 'known'
  if ('passkey' in which && lost.length === 0) return 'untold'
  await endOpenSessions(deps, user.id, 'failed', 'superseded')
  return 'missing'
}
