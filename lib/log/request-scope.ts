import { AsyncLocalStorage } from 'node:async_hooks'

/** Server code may be loaded twice in one process: both find the same scope here. */
const slot = Symbol.for('assent.request-scope')
const home = globalThis as { [slot]?: AsyncLocalStorage<string> }
home[slot] ??= new AsyncLocalStorage<string>()
const scope = home[slot]

/** Does work on behalf of a request, so that all it logs bears the request's id. */
export function inRequest<T>(requestId: string, work: () => T): T {
  return scope.run(requestId, work)
}

/** The id of the request on whose behalf this runs. */
export function currentRequestId(): string | undefined {
  return scope.getStore()
}
