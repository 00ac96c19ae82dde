import type { Answer, EndpointRow } from '../../db/store.ts'
import type { WebhookDeps } from './deps.ts'
import { makeSecret, sealSecret } from './secret.ts'
import { type Resolve, type TargetProblem, targetProblem } from './target-address.ts'

/** An endpoint multiplies all that is written, so a platform has few. */
const endpointsPerPlatform = 10
/** How long the old secret signs beside the new one. */
export const secretOverlapMs = 24 * 3_600_000

export type EndpointProblem = TargetProblem | 'too-many-webhook-endpoints'
type EndpointDeps = Pick<WebhookDeps, 'config' | 'store' | 'clock' | 'random'>

/** An endpoint with its secret, which is shown this once. */
export interface EndpointWithSecret {
  readonly endpoint: EndpointRow
  readonly secret: string
}
type Answered = (made: EndpointWithSecret) => Answer | undefined

/** Registers an endpoint. In: platform, URL; the answer to keep with it. Out: the endpoint and its secret, or why not. */
export async function createEndpoint(
  deps: EndpointDeps,
  platformId: string,
  url: string,
  resolve: Resolve,
  answer: Answered = () => undefined,
): Promise<EndpointWithSecret | { readonly refused: EndpointProblem }> {
  const problem = await targetProblem(url, deps.config.mode, resolve)
  if (problem !== null) return { refused: problem }
  const id = `we_${deps.random.bytes(16).toString('base64url')}`
  const secret = makeSecret(deps.random)
  const now = deps.clock.now()
  const endpoint: EndpointRow = {
    id,
    platformId,
    url,
    enabled: true,
    disabledReason: null,
    secretSealed: sealSecret(deps.config.keys, id, secret),
    previousSecretSealed: null,
    previousSecretUntil: null,
    createdAt: now,
    updatedAt: now,
  }
  const made = { endpoint, secret }
  const written = await deps.store.createEndpoint(endpoint, endpointsPerPlatform, answer(made))
  return written === 'created' ? made : { refused: 'too-many-webhook-endpoints' }
}

/** What a platform can change of an endpoint. */
export interface EndpointChange {
  readonly url: string
  readonly enabled: boolean
}

/**
 * Changes where an endpoint is, or whether it gets anything. In: platform, id, the change; the answer to keep with it.
 * Out: the endpoint; null: there is none; or why not.
 */
export async function changeEndpoint(
  deps: EndpointDeps,
  platformId: string,
  id: string,
  { url, enabled }: EndpointChange,
  resolve: Resolve,
  answer: (endpoint: EndpointRow) => Answer | undefined = () => undefined,
): Promise<EndpointRow | null | { readonly refused: EndpointProblem }> {
  if ((await deps.store.findEndpoint(platformId, id)) === null) return null
  const problem = await targetProblem(url, deps.config.mode, resolve)
  if (problem !== null) return { refused: problem }
  const change = (row: EndpointRow): EndpointRow => ({
    ...row,
    url,
    enabled,
    disabledReason: enabled ? null : (row.disabledReason ?? 'by-platform'),
    updatedAt: deps.clock.now(),
  })
  return deps.store.changeEndpoint(platformId, id, change, answer)
}

/**
 * Gives an endpoint a new secret. The old one signs beside it for a day; one that was still older no longer does. In:
 * platform, id; the answer to keep. Out: the endpoint and the new secret; null: there is none.
 */
export async function rotateSecret(
  deps: EndpointDeps,
  platformId: string,
  id: string,
  answer: Answered = () => undefined,
): Promise<EndpointWithSecret | null> {
  const secret = makeSecret(deps.random)
  const now = deps.clock.now()
  const change = (row: EndpointRow): EndpointRow => ({
    ...row,
    secretSealed: sealSecret(deps.config.keys, id, secret),
    previousSecretSealed: row.secretSealed,
    previousSecretUntil: now + secretOverlapMs,
    updatedAt: now,
  })
  const endpoint = await deps.store.changeEndpoint(platformId, id, change, (row) => answer({ endpoint: row, secret }))
  return endpoint && { endpoint, secret }
}
