import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Checks } from '../readiness/report.ts'
import type { ApiScope } from '../sca/api-scope.ts'
import type { ApiContext } from './env.ts'
import { type ProblemCode, problems } from './problems.ts'

/** What a problem may say beside its code. Never a secret, never what was sent. */
export interface ProblemDetails {
  /** Path of the field that is to blame. */
  readonly at?: string
  readonly errors?: readonly { readonly path: string; readonly message: string }[]
  /** ISO 8601; null: not before the platform acts. */
  readonly retryAt?: string | null
  readonly status?: string
  readonly jti?: string
  /** Which the key lacks. */
  readonly scope?: ApiScope
  /** Of `/readyz`: what was found, a word each. */
  readonly checks?: Checks
}

/** The body of a problem. RFC 9457; `sessionStatus` because `status` is the HTTP status there. */
export function problemBody(
  code: ProblemCode,
  requestId: string,
  { status: sessionStatus, ...details }: ProblemDetails = {},
) {
  const [status, title] = problems[code]
  return { type: `/docs#${code}`, title, status, code, requestId, ...details, ...(sessionStatus && { sessionStatus }) }
}

/** Answers with a problem. */
export function problem(c: ApiContext, code: ProblemCode, details: ProblemDetails = {}): Response {
  c.set('problem', code)
  return respond(c, problems[code][0], problemBody(code, c.get('requestId'), details))
}

/** Answers with JSON; from 400 on it is a problem. */
export function respond(c: ApiContext, status: number, body: object): Response {
  return respondText(c, status, JSON.stringify(body))
}

/** Answers with JSON that is text already. */
export function respondText(c: ApiContext, status: number, text: string): Response {
  c.set('text', text)
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  return c.body(text, status as ContentfulStatusCode, { 'content-type': type })
}
