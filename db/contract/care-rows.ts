import type { ActRow, NoticeRow, Use } from '../care.ts'
import type { Store } from '../store.ts'
import { fresh, minute, now } from './rows.ts'

/** Rows of what protects a user outside of a session, for the contract suite. */

export const hour = 60 * minute

export function anAct(userId: string, with_: Partial<ActRow> = {}): ActRow {
  return {
    id: fresh('act'),
    userId,
    at: now,
    by: 'key:key_1',
    did: 'reset',
    what: 'pin',
    reasonSealed: 'why',
    ...with_,
  }
}

export function aNotice(userId: string, with_: Partial<NoticeRow> = {}): NoticeRow {
  return {
    id: fresh('ntc'),
    userId,
    kind: 'changed',
    channel: 'email',
    sealed: 'text',
    nextAt: now,
    createdAt: now,
    expiresAt: now + 72 * hour,
    linkHash: fresh('link'),
    ...with_,
  }
}

export function aUse(with_: Partial<Use> = {}): Use {
  return { name: 'a-limit', key: fresh('use'), limit: 3, windowMs: minute, ...with_ }
}

/** Goes on with an erasure that has begun, so many rows at a time, until nothing is left. Out: how many steps it took. */
export async function eraseAll(store: Store, userId: string, limit = 100): Promise<number> {
  let after: string | null = null
  for (let steps = 1; ; steps += 1) {
    const more = await store.eraseMore(userId, after, limit)
    if (more === 'done') return steps
    after = more.after
  }
}
