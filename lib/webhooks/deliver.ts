import type { ClaimedDelivery, SettledDelivery } from '../../db/store.ts'
import type { WebhookDeps } from './deps.ts'
import { eventMessage } from './message.ts'
import { type Posted, post } from './post.ts'
import { nextAttemptAt, readRetryAfter } from './schedule.ts'
import { activeSecrets } from './secret.ts'
import { signatureHeaders } from './sign.ts'
import type { Resolve } from './target-address.ts'

/** How an attempt is made, apart from what is sent. */
export interface Attempt {
  readonly resolve: Resolve
  readonly deadline: AbortSignal
}

/** How an attempt went, in a word. `error-status` is told with its status. */
export const attemptResults = [
  'delivered',
  'redirect',
  'gone',
  'error-status',
  'not-public',
  'unresolved',
  'timeout',
  'connection',
  'tls',
] as const
export type AttemptWord = (typeof attemptResults)[number]

/**
 * Makes one attempt and writes how it went. In: a delivery that was claimed. Out: nothing; a delivery whose lease was
 * lost meanwhile stays as the other left it. Only 2xx is success; 410 disables the endpoint; whatever else fails is due
 * again by the schedule, or dead after the last attempt.
 */
export async function deliver(deps: WebhookDeps, claimed: ClaimedDelivery, attempt: Attempt): Promise<void> {
  const { config, store, clock, log } = deps
  const { event, endpoint } = claimed
  const body = JSON.stringify(eventMessage(event))
  const now = clock.now()
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Assent-Webhooks/1',
    ...signatureHeaders(event.id, now, body, activeSecrets(config.keys, endpoint, now)),
  }
  const posted = await post({ url: endpoint.url, mode: config.mode, ...attempt }, headers, body)
  const settled = judge(deps, claimed, posted)
  const written = await store.settleDelivery(settled)
  const { result, status, state } = settled
  const line = { eventId: event.id, endpointId: endpoint.id, attempt: claimed.attempts + 1, result, status, state }
  if (state === 'delivered') log.info({ ...line, written }, 'webhook')
  else log.warn({ ...line, written }, 'webhook')
}

function judge(
  deps: WebhookDeps,
  { event, endpoint, attempts, lease }: ClaimedDelivery,
  posted: Posted,
): SettledDelivery {
  const at = deps.clock.now()
  const result = wordFor(posted)
  const status = 'status' in posted ? posted.status : null
  const settled = { eventId: event.id, endpointId: endpoint.id, lease, at, result, status, disable: result === 'gone' }
  if (result === 'delivered') return { ...settled, state: 'delivered', nextAt: null }
  if (result === 'gone') return { ...settled, state: 'dead', nextAt: null }
  const asked = 'status' in posted ? readRetryAfter(posted.retryAfter, at) : null
  const nextAt = nextAttemptAt(attempts + 1, at, asked, deps.random)
  return { ...settled, state: nextAt === null ? 'dead' : 'pending', nextAt }
}

function wordFor(posted: Posted): AttemptWord {
  if ('failed' in posted) return posted.failed
  const { status } = posted
  if (status >= 200 && status < 300) return 'delivered'
  if (status === 410) return 'gone'
  return status >= 300 && status < 400 ? 'redirect' : 'error-status'
}
