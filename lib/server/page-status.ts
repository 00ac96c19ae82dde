/** Pages and server may be loaded twice in one process: both find the same map here. */
const slot = Symbol.for('assent.page-status')
const shared = globalThis as { [slot]?: Map<string, number | undefined> }
shared[slot] ??= new Map<string, number | undefined>()
const statuses = shared[slot]

/** The header in which the server names a request to its page. */
export const requestIdHeader = 'x-request-id'

/** Awaits the status of a request's page. A page whose answer is over already must not leave anything behind. */
export function awaitPageStatus(requestId: string): void {
  statuses.set(requestId, undefined)
}

/**
 * Says with which status a page is to be answered. Next knows only its own "not found", and that one is thrown: without
 * JavaScript it would leave the page empty. In: the request's id, the status.
 */
export function setPageStatus(requestId: string, status: number): void {
  if (statuses.has(requestId)) statuses.set(requestId, status)
}

/** What the page said, once. */
export function takePageStatus(requestId: string): number | undefined {
  const status = statuses.get(requestId)
  statuses.delete(requestId)
  return status
}
