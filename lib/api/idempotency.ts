import { createHash } from 'node:crypto'
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
    const begun = await deps.store.beginAnswer(claim)
    if ('refused' in begun) {
      return begun.refused === 'in-flight' ? inFlight(c) : problem(c, 'idempotency-key-reused')
    }
    if ('stored' in begun) {
      c.header('idempotency-replayed', 'true')
      return respondText(
        c,
        begun.stored.status,
        unsealWithRing(deps.config.keys, place(platformId, key), begun.stored.bodySealed),
      )
    }
    const seal = (status: number, text: string): Answer => ({
      platformId,
      key,
      status,
      bodySealed: sealWithRing(deps.config.keys, place(platformId, key), text),
      userId: c.get('about'),
    })
    let keptStatus: number | null = null
    c.set('keep', (status, body) => {
      keptStatus = status
      return seal(status, JSON.stringify(body))
    })
    await next()
    // Kept by the write itself; or the key belongs to another request by now.
    if (c.res.status === keptStatus || c.error instanceof ClaimLost) return
    if (c.res.ok) await deps.store.finishAnswer(seal(c.res.status, await c.res.clone().text()))
    else await deps.store.dropAnswer(platformId, key)
  })
}

/** What makes two requests the same. */
async function fingerprint(c: ApiContext): Promise<string> {
  const body = Buffer.from(await c.req.arrayBuffer())
  return createHash('sha256').update(`${c.req.method}\n${c.req.path}\n`).update(body).digest('hex')
}

function place(platformId: string, key: string): string {
  return `answer ${platformId} ${key}`
}
