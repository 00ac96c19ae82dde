import { headers } from 'next/headers'
import { addressHeader } from '../server/address-header.ts'

/** The address of the present request: path and query. Layouts and actions get neither from Next. */
export async function requestAddress(): Promise<URL> {
  const address = (await headers()).get(addressHeader) ?? '/'
  return URL.parse(`http://address.invalid${address}`) ?? new URL('http://address.invalid/')
}

/** An address as this server is asked for it. Two slashes would begin the name of another host. */
export function ownPath(address: URL): string {
  return `${address.pathname.replace(/^\/+/, '/')}${address.search}`
}

/** The session that the address of the present request names, or null. */
export async function requestedSession(): Promise<string | null> {
  return sessionIdOf(await requestAddress())
}

/** The session that an address names, or null. */
export function sessionIdOf(address: URL): string | null {
  return /^\/s\/(ses_[A-Za-z0-9_-]{8,64})(\/|$)/.exec(address.pathname)?.[1] ?? null
}
