import { createRoute, type RouteConfig, type RouteHandler } from '@hono/zod-openapi'
import type { Api, ApiContext, ApiEnv } from './env.ts'
import { type ProblemCode, problems } from './problems.ts'
import { problemSchema } from './schemas/problem.ts'

type Validated<R extends RouteConfig> = Parameters<RouteHandler<R, ApiEnv>>[0]

/**
 * Adds a route. The library would type every answer by its schema; here a handler answers with `respond` and `problem`,
 * and the tests hold each answer against the document. What was validated keeps its types.
 */
export function define<R extends RouteConfig>(
  app: Api,
  route: R,
  handler: (c: ApiContext & Pick<Validated<R>, 'req'>) => Promise<Response> | Response,
): void {
  app.openapi(createRoute(route), handler as never)
}

/** The answers of a route that are problems, by status, with their codes. */
export function refusals(...codes: ProblemCode[]) {
  const byStatus = Map.groupBy([...codes, 'internal', 'unavailable'] as ProblemCode[], (code) => problems[code][0])
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      status,
      {
        description: some.map((code) => `\`${code}\``).join(', '),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  )
}

export const keyed = [{ apiKey: [] }]

/** What can be refused of every call with a key, and of every call with a body. */
export const always = [
  'unauthorized',
  'scope-missing',
  'address-not-allowed',
  'not-found',
  'invalid-parameter',
  'too-many-requests',
  'not-ready',
] as const
export const withBody = [
  ...always,
  'malformed-json',
  'idempotency-key-invalid',
  'idempotency-in-flight',
  'idempotency-key-reused',
  'body-too-large',
  'media-type',
  'invalid-body',
] as const
