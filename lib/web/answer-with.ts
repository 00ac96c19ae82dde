import { headers } from 'next/headers'
import { requestIdHeader, setPageStatus } from '../server/page-status.ts'

/** Sets the HTTP status of the present page. */
export async function answerWith(status: number): Promise<void> {
  const requestId = (await headers()).get(requestIdHeader)
  if (requestId) setPageStatus(requestId, status)
}
