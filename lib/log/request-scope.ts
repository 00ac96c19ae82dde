import { AsyncLocalStorage } from 'node:async_hooks'

/** Server code may be loaded twice in one process: both find the same scope here. */
const slot = Symbol.for('assent.request-scope')
const home = globalThis as { [slot]?: AsyncLocalStorage<Scope> }
home[slot] ??= new AsyncLocalStorage<Scope>()
const scope = home[slot]

interface Scope {
  readonly requestId: string
  readonly method: string | undefined
}

/** Does work on behalf of a request, so that all it logs bears the request's id. In: the id, how it was asked, the work. */
export function inRequest<T>(requestId: string, method: string | undefined, work: () => T): T {
  return scope.run({ requestId, method }, work)
}

/** The id of the request on whose behalf this runs. */
export function currentRequestId(): string | undefined {
  return scope.getStore()?.requestId
}

/** Does it run on behalf of a request that may bring a form? */
export function inPost(): boolean {
  return scope.getStore()?.method === 'POST'
}
