import type { Deps } from '../session/deps.ts'
import { docsPage } from './docs-page.ts'
import type { Api } from './env.ts'

/** The OpenAPI 3.1 document, made from the schemas that validate; at `/api/v1/openapi.json`, for people at `/docs`. */
export function document(app: Api, deps: Deps): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key of the platform, `ak_sandbox_…` or `ak_live_…`.',
  })
  let made: { json: string; html: string } | null = null
  const make = () => {
    const written = app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Assent',
        version: '1',
        description: 'Strong Customer Authentication as hosted pages and one API.',
      },
      servers: [{ url: deps.config.origin }],
    })
    return { json: JSON.stringify(written), html: docsPage(written) }
  }
  app.get('/api/v1/openapi.json', (c) => {
    made ??= make()
    return c.body(made.json, 200, { 'content-type': 'application/json' })
  })
  app.get('/docs', (c) => {
    made ??= make()
    return c.html(made.html)
  })
}
