import { hash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { type Answer, ClaimLost } from '../../db/store.ts'
import { sealWithRing, unsealWithRing } from '../keys/ring-seal.ts'
import type { Deps } from '../session/deps.ts'
import type { ApiContext, ApiEnv } from './env.ts'
import { problem, respondText } from './respond.ts'
import { inFlight } from './unavailable.ts'

/**
 * Answers a repeated POST or PUT as it was answered first (API-03). The answer is written in the same transaction as what
 * it tells of, sealed, because it may hold a RedirectUrl. A request that was refused before it did anything gives its key
 * back, so that it can be corrected and sent again.
 */
export function idempotency(deps: Deps) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const key = c.req.header('idempotency-key')
    if (key === undefined || (c.req.method !== 'POST' && c.req.method !== 'PUT')) return next()
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) return problem(c, 'idempotency-key-invalid')
    const platformId = c.get('platform').id
    const claim = { platformId, key, fingerprint: await fingerprint(c), now: deps.clock.now() }
    const atOnce = claimsWithItsWrite.test(`${c.req.method} ${c.req.path}`)
    const known = answered(c, await (atOnce ? deps.store.findAnswer(claim) : deps.store.beginAnswer(claim)))
    if (known !== null) return known
    const seal = (status: number, text: string): Answer => ({
      platformId,
      key,
      status,
      bodySealed: sealWithRing(deps.config.keys, place(platformId, key), text),
      userId: c.get('about'),
      ...(atOnce && { claim }),
    })
    let kept: string | undefined
    c.set('keep', (status, body) => {
      kept = JSON.stringify(body)
      return seal(status, kept)
    })
    await next()
    if (atOnce) {
      if (c.res.ok) return
      // The same request may have come twice at once, and the other was first: then its answer is the answer.
      const other = answered(c, await deps.store.findAnswer(claim))
      if (other === null) return
      c.res = undefined
      c.res = other
      return
    }
    const { text = '' } = c.var
    // Kept by the write itself, unless that came to nothing and something else is answered; or the key is another's by now.
    if (text === kept || c.error instanceof ClaimLost) return
    if (c.res.ok) await deps.store.finishAnswer(seal(c.res.status, text))
    else await deps.store.dropAnswer(platformId, key)
  })

  /** The answer to a request whose key is taken; null: it is free, or is this request's now. */
  function answered(c: ApiContext, found: Found): Response | null {
    if ('refused' in found) return found.refused === 'in-flight' ? inFlight(c) : problem(c, 'idempotency-key-reused')
    if (!('stored' in found)) return null
    const { platform } = c.var
    const where = place(platform.id, c.req.header('idempotency-key') ?? '')
    c.header('idempotency-replayed', 'true')
    return respondText(c, found.stored.status, unsealWithRing(deps.config.keys, where, found.stored.bodySealed))
  }
}

/**
 * A mint writes once: its claim rides with the session and the answer, which saves a second wait for the disk. What comes
 * with the same key meanwhile mints as well, but only one of them is written; the others answer as it did.
 */
const claimsWithItsWrite = /^POST \/api\/v1\/sessions$/

type Found = Awaited<ReturnType<Deps['store']['findAnswer' | 'beginAnswer']>>

/** What makes two requests the same. */
async function fingerprint(c: ApiContext): Promise<string> {
  return hash('sha256', `${c.req.method}\n${c.req.path}\n${await c.req.text()}`, 'hex')
}

function place(platformId: string, key: string): string {
  return `answer ${platformId} ${key}`
}
