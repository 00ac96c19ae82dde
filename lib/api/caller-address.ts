import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * The network address of whoever sent a request (WEB-22). In: the request, how many proxies of ours it came through. Out:
 * the whole address, IPv4 as such; empty where the proxy named none, since its own would be another's. Each proxy adds whom it
 * saw at the end of X-Forwarded-For, so the entry of the outermost of ours is believed and nothing before it: that is what
 * a client may have made up.
 */
export function callerAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, trustedHops: number): string {
  const seen = [request.headers['x-forwarded-for'] ?? []].flat().flatMap((header) => header.split(','))
  const forwarded = trustedHops > 0 ? seen.at(-trustedHops)?.trim() : undefined
  return plain(forwarded ?? request.socket.remoteAddress ?? '')
}

/** Some proxies name the port, too. */
function plain(text: string): string {
  const address = /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1')
  if (isIP(address) === 0) return ''
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
}
