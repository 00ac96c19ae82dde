import { z } from '@hono/zod-openapi'
import { apiScopes } from '../../sca/api-scope.ts'

/** RFC 9457. `code` is stable; `title` is for people and may change. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    requestId: z.string(),
    at: z.string().optional().openapi({ description: 'Path of the field that is to blame.' }),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    retryAt: z.string().nullable().optional().openapi({ description: 'When the same may be asked again, ISO 8601.' }),
    sessionStatus: z.string().optional(),
    jti: z.string().optional().openapi({ description: 'The authentication code that was handed out first.' }),
    scope: z.enum(apiScopes).optional().openapi({ description: 'Which the key lacks.' }),
    checks: z.record(z.string(), z.string()).optional().openapi({ description: 'Of /readyz: what was found.' }),
  })
  .openapi('Problem')
