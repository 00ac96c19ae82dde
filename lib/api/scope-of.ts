import type { ApiScope } from '../sca/api-scope.ts'

/** Calls that change something and are the daily work of a platform. */
const minting = [
  /^PUT \/api\/v1\/users\/[^/]+$/,
  /^POST \/api\/v1\/sessions$/,
  /^POST \/api\/v1\/sessions\/[^/]+\/(cancel|redeem)$/,
  /^POST \/api\/v1\/sandbox\//,
]
/** Calls that change nothing and nevertheless hand everything out. */
const guarded = [/^GET \/api\/v1\/users\/[^/]+\/export$/]

/**
 * Which scope a call needs (ASVS 5.0 V13.2.1, API-01). In: method and path, as sent or as the document writes them. What
 * stands in no list and changes something needs `admin`, so a new call is guarded until somebody says otherwise.
 */
export function scopeOf(method: string, path: string): ApiScope {
  const call = `${method === 'HEAD' ? 'GET' : method} ${path}`
  if (guarded.some((pattern) => pattern.test(call))) return 'admin'
  if (call.startsWith('GET ')) return 'read'
  return minting.some((pattern) => pattern.test(call)) ? 'mint' : 'admin'
}
