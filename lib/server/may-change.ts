import type { IncomingMessage } from 'node:http'
import { fromOwnPage } from './from-own-page.ts'

/** May this request reach a page? Reading always; anything else only from our own page. WEB-07. */
export function mayChange(request: Pick<IncomingMessage, 'method' | 'headers'>, own: string): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true
  const fetchSite = request.headers['sec-fetch-site']
  return fromOwnPage(request.headers.origin ?? null, typeof fetchSite === 'string' ? fetchSite : null, own)
}
