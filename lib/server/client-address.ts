import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { callerAddress } from '../api/caller-address.ts'

/**
 * The network address by which pages count their visitors. In: the request, how many proxies of ours it came through. Out:
 * an IPv4 address, or the first half of an IPv6 one, which is what one customer of a network has.
 */
export function clientAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, trustedHops: number): string {
  const address = callerAddress(request, trustedHops) || callerAddress(request, 0)
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
