import { createMiddleware } from 'hono/factory'
import type { Api, ApiEnv } from './env.ts'
import { problem } from './respond.ts'

/** Answers 404 and 405 before a body is looked at. In: the app whose routes are known. */
export function knownRoute(app: Api) {
  let routes: { method: string; path: RegExp }[] | null = null
  return createMiddleware<ApiEnv>(async (c, next) => {
    routes ??= app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => ({
        method,
        path: new RegExp(`^${path.replace(/:[^/]+/g, '[^/]+').replaceAll('.', '[.]')}$`),
      }))
    const methods = new Set(routes.filter(({ path }) => path.test(c.req.path)).map(({ method }) => method))
    if (methods.size === 0) return problem(c, 'not-found')
    if (methods.has('GET')) methods.add('HEAD')
    if (methods.has(c.req.method)) return next()
    c.header('allow', [...methods].sort().join(', '))
    return problem(c, 'method-not-allowed')
  })
}
