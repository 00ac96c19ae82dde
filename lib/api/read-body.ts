import type { MiddlewareHandler } from 'hono'
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
  const text = jsonText(bytes)
  if (text === null) return problem(c, 'malformed-json')
  // Else whoever asks for the text would get it through a stream.
  Object.assign(c.req.bodyCache, { text: Promise.resolve(text) })
  return null
}

/** Calls that say everything by their address. */
function takesNoBody(c: ApiContext): boolean {
  return /\/(cancel|approve|refuse|expire|lock|redeliver|rotate-secret)$/.test(c.req.path)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The text of a body; null where it is no JSON in UTF-8. */
function jsonText(bytes: ArrayBuffer): string | null {
  try {
    const text = utf8.decode(bytes)
    JSON.parse(text)
    return text
  } catch {
    return null
  }
}

const usual = limitTo(bodyLimits.usual)
const operations = limitTo(bodyLimits.operations)

function limitOf(c: ApiContext): MiddlewareHandler {
  return carriesOperation.test(c.req.path) ? operations : usual
}

/**
 * A body that says how long it is gets no longer: Node's parser ends it there. So the number is judged, and the library
 * counts only what comes in chunks; to count, it would wrap every body into a stream, which costs a tenth of a mint.
 */
function limitTo(maxSize: number): MiddlewareHandler {
  const counted = bodyLimit({ maxSize, onError: (c) => problem(c as ApiContext, 'body-too-large') })
  return async (c, next) => {
    const length = c.req.header('content-length')
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next)
    return Number.parseInt(length, 10) <= maxSize ? next() : problem(c as ApiContext, 'body-too-large')
  }
}
