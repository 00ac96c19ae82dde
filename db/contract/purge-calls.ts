import type { PurgedKind } from '../../lib/sca/retention.ts'
import type { Purged, Store, UserRow } from '../store.ts'
import { anAct, eraseAll, hour } from './care-rows.ts'
import { anOpenSession, type aSession, aSuccess, claimed, fresh, now } from './rows.ts'

export const day = 24 * hour
export const later = now + 2 * 365 * day
export const none: Purged = { removed: 0, oldest: null, newest: null }
export const all = (count: number, oldest: number, newest = oldest): Purged => ({ removed: count, oldest, newest })

/** Calls that the suites of purges share. In: the store of the test. */
export function purgeCalls(store: () => Store) {
  const purge = (kind: PurgedKind, upTo = later, limit = 100, at = later) => store().purge({ kind, upTo, limit, at })
  const over = (kind: PurgedKind, upTo = later, at = later) => store().countOver(kind, upTo, at)
  async function erase(user: UserRow, at = now) {
    const act = anAct(user.id, { did: 'erased', at })
    const done = await store().eraseUser({ userId: user.id, pseudonym: fresh('erased'), at, act })
    await eraseAll(store(), user.id)
    return done
  }
  async function ended(of: Parameters<typeof aSession>[1] = {}, at = now) {
    const world = await anOpenSession(store(), {}, of)
    await store().record(world.session.id, 1, [claimed])
    await store().finishOnce(aSuccess(world.session.id, {}, { at }))
    return world
  }
  return { purge, over, erase, ended }
}
