import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Deps } from '../session/deps.ts'

/** Answers with the metrics. In: the answer to write to. */
export async function showMetrics({ meters }: Pick<Deps, 'meters'>, response: ServerResponse): Promise<void> {
  const { type, text } = await meters.exposition()
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(text)
}

export function isMetricsPath(address: string): boolean {
  return address.split('?')[0] === '/metrics'
}

/**
 * May the metrics be read on the main port? Where a token is configured: with that one. Else in the sandbox; in live mode
 * never, so that nothing of them is public (OPS-03).
 */
export function mayReadMetrics({ config }: Pick<Deps, 'config'>, { method, headers }: IncomingMessage): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  const { token } = config.metrics
  if (token === null) return config.mode === 'sandbox'
  const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1]
  return given !== undefined && timingSafeEqual(digest(given), digest(token))
}

/** Of equal length, whatever was sent. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
