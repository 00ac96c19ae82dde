import type { UserRecord } from '../../db/store.ts'
import type { Deps } from '../session/deps.ts'
import type { PendingUserAction } from '../session/pending-user-action.ts'
import { userResource } from '../session/user-resource.ts'
import type { ApiContext } from './env.ts'

/** A user as every call answers one. In: the record, what the user has to do first or null. */
export function showUser(deps: Deps, c: ApiContext, record: UserRecord, pending: PendingUserAction | null) {
  const resource = userResource(deps, record, c.get('platform').policy)
  return { ...resource, pendingUserAction: pending }
}
