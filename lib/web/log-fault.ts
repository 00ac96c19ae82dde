import { headers } from 'next/headers'
import { assent } from '../container.ts'
import { requestIdHeader } from '../server/page-status.ts'
import { requestAddress } from './request-address.ts'

/** One line for a fault behind a page: what it was and where, without the query, which may hold a token. */
export async function logFault(fault: unknown): Promise<void> {
  const requestId = (await headers()).get(requestIdHeader)
  const { pathname } = await requestAddress()
  const error = fault instanceof Error ? `${fault.name}: ${fault.message}` : 'unknown'
  assent().log.error({ requestId, pathname, error }, 'a page failed')
}
