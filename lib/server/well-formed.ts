import type { IncomingHttpHeaders } from 'node:http'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'

const routerState = 'next-router-state-tree'

/**
 * Whether an address can be decoded. Next throws for one that cannot, so that whoever asks for `/%` would be told of a fault
 * of ours, and we would be woken. In: path with query.
 */
export function canBeDecoded(address: string): boolean {
  try {
    decodeURIComponent(address.split('?')[0] ?? '')
    return true
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
