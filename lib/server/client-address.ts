import type { IncomingMessage } from 'node:http'
import { isIP, isIPv6 } from 'node:net'

/**
 * The network address of whoever sent a request (WEB-22). In: the request, how many proxies of ours it came through. Out:
 * an IPv4 address, or the first half of an IPv6 one, which is what one customer of a network has. Each proxy adds whom it
 * saw at the end of X-Forwarded-For, so the entry of the outermost of ours is believed and nothing before it: that is
 * what a client may have made up.
 */
export function clientAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, trustedHops: number): string {
  const seen = [request.headers['x-forwarded-for'] ?? []].flat().flatMap((header) => header.split(','))
  const forwarded = trustedHops > 0 ? seen.at(-trustedHops)?.trim() : undefined
  const address = forwarded !== undefined && isIP(forwarded) > 0 ? forwarded : (request.socket.remoteAddress ?? '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  return isIPv6(address) ? firstHalf(address) : address
}

/** Of loopback, which the sandbox is tried out on. */
export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === firstHalf('::1')
}

function firstHalf(address: string): string {
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? []
  const groups = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const zeros = address.includes('::') ? Array.from({ length: 8 - groups.length - after.length }, () => '0') : []
  const first = [...groups, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  // Loopback shares its first half with nothing that is routed.
  return `${first.join(':')}::/64`
}
