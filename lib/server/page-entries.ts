import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { faultPage } from './fault-page.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>
type Params = Readonly<Record<string, string>>

/** What each page of a build exports for whoever serves it: Next's interface for adapters, "invoking entrypoints". */
interface Entry {
  handler(
    request: IncomingMessage,
    response: ServerResponse,
    context: {
      readonly requestMeta: { readonly initURL: string; readonly initProtocol: 'http'; readonly params?: Params }
    },
  ): Promise<unknown>
}

/** Which file of the build is the page at an address, and what the address says in the places that vary. */
export interface Found {
  readonly file: string
  readonly params: Params | null
}

const built = '.next/server'
/** Of any other method Next says that it is not allowed. */
const answered = new Set(['GET', 'HEAD', 'POST'])

/**
 * Answers each page by its own entry, which saves the search for it: Next's router and server are a tenth of a page. In:
 * Next's handler, for every other address, and for what it alone knows, such as another spelling of an address; where this server
 * listens (an origin), since the page to which an action leads is fetched from there, with the browser's cookies. Out: a listener.
 */
export function pageEntries(byNext: Listener, origin: string): Listener {
  const pages = `${built}/app-paths-manifest.json`
  // Without a build there are none.
  if (!existsSync(pages)) return byNext
  const find = findPage(JSON.parse(readFileSync(pages, 'utf8')))
  const load = createRequire(resolve(built, 'pages.js'))
  return async (request, response) => {
    const found = find((request.url ?? '').split('?', 1)[0] ?? '')
    if (found === null || !answered.has(request.method ?? '')) return byNext(request, response)
    const { handler } = load(`./${found.file}`) as Entry
    const requestMeta = {
      initURL: `${origin}${request.url}`,
      initProtocol: 'http' as const,
      ...(found.params && { params: found.params }),
    }
    try {
      await handler(request, response, { requestMeta })
    } catch {
      // Next has written the fault to the log, and says there whose it is.
      if (response.headersSent) return void response.destroy()
      response.writeHead(500, { 'content-type': 'text/html; charset=utf-8' })
      response.end(faultPage(request.headers['accept-language']))
    }
  }
}

/** In: the pages that Next's build wrote down. Out: finds the page of a path; null: none that can be told by its path alone. */
export function findPage(files: Readonly<Record<string, string>>): (path: string) => Found | null {
  const fixed = new Map<string, Found>()
  const varying: { readonly pattern: RegExp; readonly file: string }[] = []
  for (const [key, file] of Object.entries(files)) {
    const path = key.replace(/\/page$/, '') || '/'
    // What Next makes itself, and what takes any number of parts.
    if (path.startsWith('/_') || path.includes('...')) continue
    if (!path.includes('[')) fixed.set(path, { file, params: null })
    // No part that would have to be decoded.
    else varying.push({ pattern: new RegExp(`^${path.replaceAll(/\[(\w+)\]/g, '(?<$1>[\\w-]+)')}$`), file })
  }
  return (path) => {
    const one = fixed.get(path)
    if (one) return one
    for (const { pattern, file } of varying) {
      const match = pattern.exec(path)
      if (match) return { file, params: { ...match.groups } }
    }
    return null
  }
}
