import type { IncomingMessage, ServerResponse } from 'node:http'
import { brandCss } from '../brand/brand-css.ts'
import type { Deps } from '../session/deps.ts'

/** What an address means never changes: logos stand under their hash, stylesheets under their colours. */
const kept = 'public, max-age=31536000, immutable'
/** Opened by itself, an answer of ours is no page: nothing runs in it, and nothing is fetched for it. */
const policy = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"

/** Is this an address of a platform's colours or logo? In: path with query. */
export function isBrandPath(address: string): boolean {
  return address.startsWith('/brand/')
}

/**
 * Answers colours and logos. They are public, like the pages that show them, and say nothing of anybody. In: the store
 * of logos. Out: a listener for addresses under `/brand/`.
 */
export function brandListener({ store }: Pick<Deps, 'store'>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('content-security-policy', policy)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      return refuse(response, 405, 'Only GET.')
    }
    const { type, body } = (await found(request.url?.split('?')[0] ?? '', store)) ?? { type: null, body: null }
    if (type === null) return refuse(response, 404, 'There is nothing here.')
    response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body), 'cache-control': kept })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

async function found(path: string, store: Deps['store']): Promise<{ type: string; body: string | Uint8Array } | null> {
  const [, key] = /^\/brand\/1\/([0-9a-f-]{13})\.css$/.exec(path) ?? []
  const css = key === undefined ? null : brandCss(key)
  if (css !== null) return { type: 'text/css; charset=utf-8', body: css }
  const [, hash] = /^\/brand\/([A-Za-z0-9_-]{43})\.webp$/.exec(path) ?? []
  const logo = hash === undefined ? null : await store.findLogo(hash)
  return logo && { type: logo.type, body: logo.bytes }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`${text}\n`)
}
