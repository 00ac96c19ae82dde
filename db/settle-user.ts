import { noFailures, type Series } from '../lib/sca/limits.ts'
import type { SessionCommit, UserRow } from './store.ts'

/**
 * The user after a session succeeded. In: the row, the commit, when, and whether credentials made in the session become
 * the user's. `credentialsVersion` grows only when something changed that another session may have begun with.
 */
export function settleUser(user: UserRow, commit: SessionCommit, at: number, gained: boolean): UserRow {
  const confirmed = user.emailChanged || user.phoneChanged
  return {
    ...user,
    emailChanged: false,
    phoneChanged: false,
    previousEmailSealed: null,
    credentialsVersion: user.credentialsVersion + (gained || confirmed ? 1 : 0),
    version: user.version + 1,
    enrolledAt: user.enrolledAt ?? (gained ? at : null),
    lastScaAt: at,
    offerDeclinedAt: commit.declinedOffer ? at : user.offerDeclinedAt,
    updatedAt: at,
  }
}

/** The series of failed tries after a complete SCA. A permanent block is the platform's to lift. */
export function settleSeries(series: Series): Series {
  return series.permanent ? series : noFailures
}
