import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * The network address of whoever sent a request (WEB-22). In: the request, how many proxies of ours it came through. Out:
 * the whole address, IPv4 as such. Each proxy adds whom it saw at the end of X-Forwarded-For, so the entry of the outermost of
 * ours is believed and nothing before it: that is what a client may have made up.
 */
export function callerAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, trustedHops: number): string {
  const seen = [request.headers['x-forwarded-for'] ?? []].flat().flatMap((header) => header.split(','))
  const forwarded = trustedHops > 0 ? seen.at(-trustedHops)?.trim() : undefined
  const address = forwarded !== undefined && isIP(forwarded) > 0 ? forwarded : (request.socket.remoteAddress ?? '')
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
}
