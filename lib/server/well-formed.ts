import type { IncomingHttpHeaders } from 'node:http'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'

const routerState = 'next-router-state-tree'

/**
 * Pages that Next has for its own faults: `/_global-error` would be answered with status 500. None of ours begins so, but what
 * the build made, and what the development server shows.
 */
const ofFaults = /^\/+_(?!next\/|_nextjs_)/

/**
 * Whether an address may lead to a page. Not one that cannot be decoded, for which Next throws, nor one of Next's own pages
 * of faults: whoever asks for `/%` would be told of a fault of ours, and we would be woken. In: path with query.
 */
export function mayLead(address: string): boolean {
  try {
    return !ofFaults.test(decodeURIComponent(address.split('?')[0] ?? ''))
  } catch {
    return false
  }
}

/**
 * Takes out what a browser says of the page that it shows where Next could not read it and would throw: nonsense, or what
 * a page of another version of Next says. Then Next sends the whole page.
 */
export function dropUnreadableState(headers: IncomingHttpHeaders): void {
  try {
    parseAndValidateFlightRouterState(headers[routerState])
  } catch {
    delete headers[routerState]
  }
}
