import { stepIds } from '../sca/words.ts'

/** The pages that an address names together with a session: those of the steps, and what lies beside them. */
export const pagesOfSession: readonly string[] = [
  // Its page is the one that the link leads to.
  ...stepIds.filter((step) => step !== 'welcome'),
  'elsewhere',
  'finish',
]

/**
 * The path under which the pages know a page: `/s/<session>/<step>` is the page `/<step>`, which reads the session from the
 * address of the request. With the folders that Next would need for the parts before, each page would carry their frames
 * and their data: an eighth of its cost. In: path with query. Out: the same of the page.
 */
export function pagePath(address: string): string {
  const [, session, page = '', query = ''] = /^\/(s\/[\w-]+\/)?([a-z-]+)(\?.*)?$/.exec(address) ?? []
  if (!pagesOfSession.includes(page)) return address
  // Without a session nothing is there, which the page would find out by its own ways.
  return session === undefined ? `/nowhere/${page}` : `/${page}${query}`
}
