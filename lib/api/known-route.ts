import { createMiddleware } from 'hono/factory'
import type { Api, ApiEnv } from './env.ts'
import { problem } from './respond.ts'

/** Answers 404 and 405 before a body is looked at. In: the app whose routes are known. */
export function knownRoute(app: Api) {
  let routes: ReturnType<typeof routesOf> | null = null
  return createMiddleware<ApiEnv>(async (c, next) => {
    routes ??= routesOf(app)
    const { path } = c.req
    const methods = routes.fixed.get(path) ?? routes.open.find(({ pattern }) => pattern.test(path))?.methods
    if (methods === undefined) return problem(c, 'not-found')
    if (methods.includes(c.req.method)) return next()
    c.header('allow', methods.join(', '))
    return problem(c, 'method-not-allowed')
  })
}

/** The methods of each path: of those without parameters by the path itself, of the others by a pattern. */
function routesOf(app: Api) {
  const routes = app.routes.filter(({ method }) => method !== 'ALL')
  const byPath = [...Map.groupBy(routes, ({ path }) => path.replace(/:[^/]+/g, ':'))].map(([path, ofPath]) => {
    const methods = new Set(ofPath.map(({ method }) => method))
    if (methods.has('GET')) methods.add('HEAD')
    return { path, methods: [...methods].sort() }
  })
  const open = byPath.filter(({ path }) => path.includes(':'))
  return {
    fixed: new Map(byPath.map(({ path, methods }) => [path, methods])),
    open: open.map(({ path, methods }) => ({
      // First the dots, since what stands for a parameter is a pattern itself.
      pattern: new RegExp(`^${path.replaceAll('.', '[.]').replaceAll(':', '[^/]+')}$`),
      methods,
    })),
  }
}
