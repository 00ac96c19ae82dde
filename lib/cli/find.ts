import type { PlatformRow, SessionRecord, UserRecord } from '../../db/store.ts'
import type { Deps } from '../session/deps.ts'
import { isoTime } from '../session/iso-time.ts'
import { Refused } from './command.ts'

export async function requirePlatform({ store }: Deps, id: string): Promise<PlatformRow> {
  const platform = await store.findPlatform(id)
  if (!platform) throw new Refused(`There is no platform ${id}.`)
  return platform
}

/** In: the platform's id, the platform's own id of the user. */
export async function requireUser(deps: Deps, platformId: string, userId: string): Promise<UserRecord> {
  const { id } = await requirePlatform(deps, platformId)
  const record = await deps.store.findUser(id, userId)
  if (!record) throw new Refused(`The platform ${id} has no user ${userId}.`)
  return record
}

export async function requireSession({ store }: Deps, id: string): Promise<SessionRecord> {
  const record = await store.loadSession(id)
  if (!record) throw new Refused(`There is no session ${id}.${await purgedUpTo(store)}`)
  return record
}

/** Whoever misses a session has to know whether it can have been purged. */
async function purgedUpTo(store: Deps['store']): Promise<string> {
  const purges = (await store.listPurges(0)).filter(({ kind }) => kind === 'sessions')
  if (purges.length === 0) return ''
  return ` Of those that ended up to ${isoTime(Math.max(...purges.map(({ newest }) => newest)))} some were purged.`
}
