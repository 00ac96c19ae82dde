import { lookup } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'

/** Where a webhook may go, so that nobody makes this server call what only it can reach (HOOK-05, ASVS 5.0 V13.2.4). */
export type TargetProblem = 'webhook-url-invalid' | 'webhook-url-not-https' | 'webhook-url-not-public'

/** Looks a host name up. Out: all its addresses. Throws when there is none. */
export type Resolve = (host: string) => Promise<readonly string[]>

export const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)

const longest = 2000
/** What is public of IPv6 at all: RFC 4291 section 2.4. `ipaddr.js` also calls `::127.0.0.1` unicast. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** What kind of address this is; `public` is the only one that is reached in live mode. */
export function addressKind(address: string): 'public' | 'loopback' | 'other' {
  if (!ipaddr.isValid(address)) return 'other'
  const parsed = ipaddr.parse(address)
  const range = parsed.range()
  if (range === 'loopback') return 'loopback'
  // Whatever carries an IPv4 address inside (mapped, NAT64, 6to4, Teredo) is a range of its own, and refused.
  if (range !== 'unicast') return 'other'
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast) ? 'public' : 'other'
}

/** May this address be connected to? In sandbox mode the own machine may, so that a platform can be tried out there. */
export function mayConnect(address: string, mode: 'sandbox' | 'live'): boolean {
  const kind = addressKind(address)
  return kind === 'public' || (mode === 'sandbox' && kind === 'loopback')
}

/**
 * Judges a URL by what it says, without asking anybody. In: URL, mode. Out: null, or what is wrong: not an absolute URL
 * or with credentials or a fragment; not https (in sandbox mode http is for loopback); an address that is not public,
 * however it is written: the URL parser turns decimal, octal and hexadecimal hosts into plain ones.
 */
export function urlProblem(text: string, mode: 'sandbox' | 'live'): TargetProblem | null {
  const url = text.length > longest ? null : URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return 'webhook-url-invalid'
  if (url.username !== '' || url.password !== '' || /[\s\\#]/.test(text)) return 'webhook-url-invalid'
  const literal = literalAddress(url)
  if (literal !== null && !mayConnect(literal, mode)) return 'webhook-url-not-public'
  if (url.protocol === 'https:') return null
  const loopback = literal === null ? isLocalName(url.hostname) : addressKind(literal) === 'loopback'
  return mode === 'sandbox' && loopback ? null : 'webhook-url-not-https'
}

/**
 * Judges a URL by what it says and by what its name stands for now. A name that nobody knows yet is let through: it is
 * asked for again with each connection, which is what protects.
 */
export async function targetProblem(
  text: string,
  mode: 'sandbox' | 'live',
  resolve: Resolve,
): Promise<TargetProblem | null> {
  const problem = urlProblem(text, mode)
  if (problem !== null) return problem
  const url = new URL(text)
  if (literalAddress(url) !== null) return null
  const addresses = await resolve(url.hostname).catch(() => [])
  return addresses.every((address) => mayConnect(address, mode)) ? null : 'webhook-url-not-public'
}

/** The address that a URL names itself, without a name to look up. */
function literalAddress(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(host) ? host : null
}

/** Names of the own machine by RFC 6761, whatever a resolver says; what they stand for is checked when connecting. */
function isLocalName(host: string): boolean {
  return /^(.+\.)?localhost\.?$/.test(host)
}
