import type { PlatformRow, SessionRow, UserRecord } from '../../db/store.ts'
import { openVault } from '../keys/vault.ts'
import { type Actor, actOnUser } from './act-on-user.ts'
import type { Deps } from './deps.ts'
import { type FactorResource, factorList } from './factor-list.ts'
import { isoTime } from './iso-time.ts'
import { type SessionResource, sessionResource } from './session-resource.ts'
import type { UserInput } from './user-input.ts'
import { type UserResource, userResource } from './user-resource.ts'

/** All that is kept of a user, for them (GDPR 15, 20). */
export interface UserExport {
  readonly exportedAt: string
  readonly user: UserResource
  /** As the platform gave it last. */
  readonly profile: UserInput
  /** Masked as everywhere: the number that the user gave is not told to the platform (PII-01). */
  readonly factors: readonly FactorResource[]
  readonly failedTries: number
  readonly sessions: readonly SessionResource[]
  readonly acts: readonly {
    readonly at: string
    readonly by: string
    readonly did: string
    readonly what: string | null
    readonly reason: string | null
  }[]
}

const pageSize = 100

/** In: platform, user, who asks. Out: the export; that it was made is kept like every act. */
export async function exportUser(
  deps: Deps,
  platform: PlatformRow,
  record: UserRecord,
  by: Actor,
): Promise<UserExport> {
  const { user, series } = record
  const now = deps.clock.now()
  await deps.store.addAct(actOnUser(deps, user, by, 'exported'))
  const vault = openVault(deps.config.keys, user)
  const acts = await deps.store.listActs(user.id)
  return {
    exportedAt: isoTime(now),
    user: userResource(deps, record, platform.policy),
    profile: JSON.parse(vault.open('profile', user.profileSealed)),
    factors: factorList(deps, record),
    failedTries: series.failures,
    sessions: (await sessionsOf(deps, platform.id, user.externalId)).map((row) =>
      sessionResource(row, { claimed: false, step: null }, now),
    ),
    acts: acts.map(({ at, by: who, did, what, reasonSealed }) => ({
      at: isoTime(at),
      by: who,
      did,
      what,
      reason: reasonSealed === null ? null : vault.open('reason', reasonSealed),
    })),
  }
}

async function sessionsOf({ store, clock }: Deps, platformId: string, externalUserId: string): Promise<SessionRow[]> {
  const found: SessionRow[] = []
  let cursor: string | undefined
  do {
    const page = await store.listSessions({ platformId, externalUserId, cursor, limit: pageSize, now: clock.now() })
    found.push(...page.sessions)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return found
}
