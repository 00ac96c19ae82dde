import { z } from '@hono/zod-openapi'
import type { Deps } from '../session/deps.ts'
import { keySet } from '../session/key-set.ts'
import { define } from './define.ts'
import type { Api } from './env.ts'
import { respond } from './respond.ts'

const jwks = z
  .strictObject({
    keys: z.array(
      z.strictObject({
        kty: z.literal('EC'),
        crv: z.literal('P-256'),
        x: z.string(),
        y: z.string(),
        kid: z.string(),
        alg: z.literal('ES256'),
        use: z.literal('sig'),
      }),
    ),
  })
  .openapi('KeySet')

/** `/.well-known/jwks.json`: the public keys of receipts. A new key is served before it signs, so a short cache is safe. */
export function wellKnown(app: Api, deps: Deps): void {
  define(
    app,
    {
      method: 'get',
      path: '/.well-known/jwks.json',
      summary: 'Public keys that verify receipts',
      responses: { 200: { description: 'JWK Set.', content: { 'application/json': { schema: jwks } } } },
    },
    async (c) => {
      c.header('cache-control', 'public, max-age=300')
      return respond(c, 200, await keySet(deps))
    },
  )
}
