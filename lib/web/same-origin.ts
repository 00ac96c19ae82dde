import { headers } from 'next/headers'
import { assent } from '../container.ts'
import { fromOwnPage } from '../server/from-own-page.ts'

/**
 * Did our own page send this? Next runs an action that comes without an Origin and believes a forwarded host; the server
 * refuses those before Next sees them, and every action asks once more.
 */
export async function sentByOurPage(): Promise<boolean> {
  const sent = await headers()
  return fromOwnPage(sent.get('origin'), sent.get('sec-fetch-site'), assent().config.origin)
}
