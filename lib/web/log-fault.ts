import { headers } from 'next/headers'
import { assent } from '../container.ts'
import { requestIdHeader } from '../server/page-status.ts'
import { requestAddress } from './request-address.ts'

/** One line for a fault behind a page: what it was and where, without what may be a token. */
export async function logFault(fault: unknown): Promise<void> {
  const requestId = (await headers()).get(requestIdHeader)
  const pathname = (await requestAddress()).pathname.replace(/^\/notice\/.*/, '/notice/…')
  assent().log.error({ requestId, pathname, fault }, 'a page failed')
}
