import { pagesOfSession } from './page-path.ts'

const single: Readonly<Record<string, string>> = {
  '/': 'welcome',
  '/unknown': 'unknown',
  '/sandbox/inbox': 'inbox',
  '/help': 'help',
  '/accessibility': 'accessibility',
}

/** Which page an address leads to, in a word of a closed set: never a part of the address. In: path with query. */
export function pageName(address: string): string {
  const path = address.split('?')[0] ?? ''
  if (path.startsWith('/_next/')) return 'asset'
  if (path.startsWith('/notice/')) return 'notice'
  if (path.startsWith('/gallery')) return 'gallery'
  const step = /^\/s\/[^/]+\/([a-z-]+)$/.exec(path)?.[1]
  if (step !== undefined && pagesOfSession.includes(step)) return step
  return Object.hasOwn(single, path) ? (single[path] ?? 'other') : 'other'
}
