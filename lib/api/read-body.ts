import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import type { ApiContext, ApiEnv } from './env.ts'
import { problem } from './respond.ts'

const KiB = 1024
export const bodyLimits = {
  usual: 64 * KiB,
  /** A thousand payments, each with 140 characters of name and of reference in any script, and an account. */
  operations: 2048 * KiB,
} as const

const carriesOperation = /^\/api\/v1\/sessions(\/[^/]+\/redeem)?$/
const json = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i

/**
 * Lets only JSON through: of the right media type, not too large, in UTF-8, well formed. A request without any body may
 * lack the media type where the route takes none; the schema decides that.
 */
export const readBody = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.req.method !== 'POST' && c.req.method !== 'PUT') return next()
  return limitOf(c)(c, async () => {
    const refused = await refuseBody(c)
    if (refused) c.res = refused
    else await next()
  })
})

async function refuseBody(c: ApiContext): Promise<Response | null> {
  const bytes = await c.req.arrayBuffer()
  const type = c.req.header('content-type')
  if (bytes.byteLength === 0 && type === undefined) return takesNoBody(c) ? null : problem(c, 'media-type')
  if (!json.test(type ?? '')) return problem(c, 'media-type')
  return isJson(bytes) ? null : problem(c, 'malformed-json')
}

/** Calls that say everything by their address. */
function takesNoBody(c: ApiContext): boolean {
  return /\/(cancel|approve|refuse|expire|lock|redeliver|rotate-secret)$/.test(c.req.path)
}

function isJson(bytes: ArrayBuffer): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return true
  } catch {
    return false
  }
}

const onError = (c: unknown) => problem(c as ApiContext, 'body-too-large')
const usual = bodyLimit({ maxSize: bodyLimits.usual, onError })
const operations = bodyLimit({ maxSize: bodyLimits.operations, onError })

function limitOf(c: ApiContext) {
  return carriesOperation.test(c.req.path) ? operations : usual
}
