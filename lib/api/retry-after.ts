import { isoTime } from '../session/iso-time.ts'
import type { ApiContext } from './env.ts'

/** Sets `Retry-After`. In: when the same may be asked again and the time, epoch ms. Out: the same for the problem. */
export function retryAfter(c: ApiContext, retryAt: number, now: number): { readonly retryAt: string } {
  c.header('retry-after', String(Math.max(1, Math.ceil((retryAt - now) / 1000))))
  return { retryAt: isoTime(retryAt) }
}
