/** What the API answers; everything else is a page. */
const apiPaths = /^\/(api\/|\.well-known\/|docs(\/|$)|healthz$|readyz$|sms-reports\/)/

/** Is this address the API's? In: path with query. */
export function isApiPath(address: string): boolean {
  return apiPaths.test(address.split('?')[0] ?? '')
}
