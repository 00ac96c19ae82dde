import type { NoticeLink } from '../../db/care.ts'
import { tokenHash } from '../keys/hash.ts'
import { blockForGood } from '../sca/limits.ts'
import { actOnUser } from './act-on-user.ts'
import type { Deps } from './deps.ts'
import { endOpenSessions } from './end-open-sessions.ts'
import { tellBlock } from './tell.ts'

/** Where a link of a notice leads. */
export interface NoticeStanding {
  /** `ask`: the account can be blocked; `blocked`: it is; `over`: the link does nothing any more, or never did. */
  readonly state: 'ask' | 'blocked' | 'over'
  readonly platform: NoticeLink['platform'] | null
}

/** Looks at a link and changes nothing: scanners of mail follow links. In: the token of its address. */
export async function readNoticeLink(deps: Deps, token: string): Promise<NoticeStanding> {
  const link = await find(deps, token)
  if (!link) return { state: 'over', platform: null }
  const { platform, series, usedAt, expiresAt } = link
  if (usedAt !== null) return { state: series.permanent ? 'blocked' : 'over', platform }
  return { state: deps.clock.now() < expiresAt ? 'ask' : 'over', platform }
}

/**
 * "It was not me": blocks the account until the platform lifts it, ends what is under way and tells the platform. A link
 * works once (CRED-09). In: the token. Out: whether it did.
 */
export async function reportNotMe(deps: Deps, token: string): Promise<'blocked' | 'over'> {
  const link = await find(deps, token)
  if (!link) return 'over'
  const { user, platform } = link
  const at = deps.clock.now()
  const about = { platformId: platform.id, userId: user.id, externalUserId: user.externalId, sessionId: null }
  const used = await deps.store.useNoticeLink(
    tokenHash(token),
    at,
    blockForGood,
    actOnUser(deps, user, 'user', 'reported', 'not-me'),
    tellBlock(deps, about, at, 0, 'not-me'),
  )
  if (used === 'over') return 'over'
  deps.log.warn({ platformId: platform.id }, 'a user reported by a notice: it was not me')
  await endOpenSessions(deps, user.id, 'failed', 'blocked')
  return 'blocked'
}

async function find(deps: Deps, token: string): Promise<NoticeLink | null> {
  return /^[A-Za-z0-9_-]{43}$/.test(token) ? deps.store.findNoticeLink(tokenHash(token)) : null
}
