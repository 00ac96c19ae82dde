import { randomUUID } from 'node:crypto'
import type { AssentApi, Started } from './assent-api.ts'
import type { Attempt, Customer } from './customers.ts'
import type { Scenario } from './scenarios.ts'
import type { Settings } from './settings.ts'

/** Why there is nothing to send the browser to; other reasons come as a `Problem` of the API. */
export type Refusal = 'nothing-to-do' | 'user-blocked' | 'reset-required'

interface Starter {
  readonly api: AssentApi
  readonly settings: Settings
}

/**
 * Asks Assent for a session and notes down what it is for. In: customer, scenario, the new contact where the scenario
 * changes one. Out: where to send the browser, or why there is nothing to send it to. Throws what the API refuses.
 */
export async function startScenario(
  starter: Starter,
  customer: Customer,
  scenario: Scenario,
  value: string,
): Promise<{ redirectUrl: string } | { refused: Refusal; retryAt: string | null }> {
  const { operation } = scenario
  const flow = randomUUID()
  const byUser = scenario.purpose === 'enrolment' || scenario.purpose === 'contact-change'
  const started = byUser
    ? await byPut(starter, customer, scenario, value, flow)
    : await byPost(starter, customer, scenario, flow)
  if ('refused' in started) return started
  const { sessionId, redirectUrl, purpose } = started
  const attempt: Attempt = {
    sessionId,
    flow,
    state: byUser ? null : flow,
    purpose,
    operation,
    idempotencyKey: randomUUID(),
  }
  customer.attempts.set(sessionId, attempt)
  return { redirectUrl }
}

/** Tells Assent who the customer is. The API's PUT replaces everything, so everything is sent. */
export function saveCustomer(
  api: AssentApi,
  { userId, email, phoneNumber, locale }: Pick<Customer, 'userId' | 'email' | 'phoneNumber' | 'locale'>,
) {
  return api.saveUser(userId, {
    type: 'natural',
    category: 'owner',
    email,
    ...(phoneNumber ? { phoneNumber } : {}),
    ...(locale ? { locale } : {}),
  })
}

/** Enrolment and contact changes: the PUT itself answers the session that the user has to go through. */
async function byPut(
  { api, settings }: Starter,
  customer: Customer,
  { change }: Scenario,
  value: string,
  flow: string,
) {
  const changed = change && value !== '' ? { [change.field]: value } : {}
  const { status, blockedUntil, pendingUserAction } = await saveCustomer(api, { ...customer, ...changed })
  Object.assign(customer, changed)
  if (status === 'blocked') return { refused: 'user-blocked', retryAt: blockedUntil } as const
  if (status === 'active') return { refused: 'nothing-to-do', retryAt: null } as const
  if (!pendingUserAction) return { refused: 'reset-required', retryAt: null } as const
  // Such a session has no state of ours, so the return URL carries it: the registered one with a query of its own.
  const returnUrl = encodeURIComponent(`${settings.origin}/return?flow=${flow}`)
  return {
    sessionId: pendingUserAction.sessionId,
    // Assent decides by what is missing: a new number of somebody who never enrolled is part of the enrolment.
    purpose: status === 'pending-enrolment' ? 'enrolment' : 'contact-change',
    redirectUrl: `${pendingUserAction.redirectUrl}&returnUrl=${returnUrl}`,
  }
}

/** Everything else: a session that is bound to what is to be approved. */
async function byPost(
  { api, settings }: Starter,
  { userId, locale }: Customer,
  { purpose, operation }: Scenario,
  state: string,
): Promise<Started & { purpose: string }> {
  const returnUrl = `${settings.origin}/return`
  const session = { userId, purpose, operation, returnUrl, state, ...(locale ? { locale } : {}) }
  return { ...(await api.startSession(session)), purpose }
}
