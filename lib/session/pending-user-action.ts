import type { Answer, PlatformRow, UserRecord } from '../../db/store.ts'
import { policies } from '../sca/policy.ts'
import { contactChanged, somethingMissing } from '../sca/situation.ts'
import type { Deps } from './deps.ts'
import { isoTime } from './iso-time.ts'
import { type MintedSession, mintSession } from './mint-session.ts'
import { userFacts } from './user-facts.ts'

/** What a user has to do before anything else. */
export interface PendingUserAction {
  readonly redirectUrl: string
  readonly sessionId: string
  /** ISO 8601. */
  readonly expiresAt: string
}

/**
 * Mints the session that a saved user has to pass: enrolment where a credential is missing, contact-change where a contact
 * changed. In: platform, the user as saved; the answer to keep with the session. Out: where to send the user, or null
 * where there is nothing to do or nothing that can be done now. Payers never need SCA.
 */
export async function pendingUserAction(
  deps: Deps,
  platform: PlatformRow,
  record: UserRecord,
  answer: (action: PendingUserAction) => Answer | undefined,
): Promise<PendingUserAction | null> {
  const { category, externalId: userId } = record.user
  if (category === 'payer') return null
  const facts = userFacts(record, policies[platform.policy], deps.clock.now())
  const missing = somethingMissing(facts)
  if (!missing && !contactChanged(facts)) return null
  const purpose = missing ? 'enrolment' : 'contact-change'
  const minted = await mintSession(deps, platform, { userId, purpose }, (made) => answer(actionOf(made)))
  return 'refused' in minted ? null : actionOf(minted)
}

function actionOf({ session, redirectUrl }: MintedSession): PendingUserAction {
  return { redirectUrl, sessionId: session.id, expiresAt: isoTime(session.expiresAt) }
}
