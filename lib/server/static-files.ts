import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { acceptedEncoding, type Encoding } from './accepted-encoding.ts'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** Files under one address, and how long a browser may keep them. */
export interface StaticFolder {
  readonly folder: string
  readonly address: string
  readonly cacheControl: string
}

/** What the build makes has its hash in its name, so it never changes; what lies in `public` may, with the next version. */
const builtFolders: readonly StaticFolder[] = [
  { folder: '.next/static', address: '/_next/static', cacheControl: 'public, max-age=31536000, immutable' },
  { folder: '.next/assent/public', address: '', cacheControl: 'public, max-age=3600' },
]

interface File {
  readonly type: string
  readonly cacheControl: string
  readonly forms: ReadonlyMap<Encoding, { readonly bytes: Buffer; readonly etag: string }>
}

const endings: readonly (readonly [Encoding, string])[] = [
  ['identity', ''],
  ['gzip', '.gz'],
  ['br', '.br'],
]

/**
 * Answers for files that the build made and compressed, out of memory: they are a megabyte or two, and a build that takes
 * their place meanwhile breaks nothing. In: the folders. Out: answers a request for one of the files, and says whether it
 * was for one. A Range is not served: the whole file is always a right answer (RFC 9110 section 14.2).
 */
export function staticFiles(
  folders: readonly StaticFolder[] = builtFolders,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const files = new Map(folders.flatMap(read))
  return ({ method, url = '', headers }, response) => {
    if (method !== 'GET' && method !== 'HEAD') return false
    const file = files.get(url.split('?', 1)[0] ?? '')
    if (file === undefined) return false
    const encoding = acceptedEncoding(headers['accept-encoding'], (form) => file.forms.has(form))
    send(response, file, encoding, headers['if-none-match'], method === 'HEAD')
    return true
  }
}

function send(
  response: ServerResponse,
  file: File,
  encoding: Encoding,
  known: string | undefined,
  head: boolean,
): void {
  const form = file.forms.get(encoding)
  if (form === undefined) throw new Error(`a file without its ${encoding} form`)
  response.setHeader('cache-control', file.cacheControl)
  response.setHeader('vary', 'Accept-Encoding')
  response.setHeader('etag', form.etag)
  if (known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === form.etag)) {
    response.writeHead(304).end()
    return
  }
  response.setHeader('content-type', file.type)
  response.setHeader('content-length', form.bytes.length)
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding)
  response.writeHead(200)
  response.end(head ? undefined : form.bytes)
}

function read({ folder, address, cacheControl }: StaticFolder): [string, File][] {
  if (!existsSync(folder)) return []
  const paths = globSync(`${folder}/**/*`).filter((path) => extname(path) in types && statSync(path).isFile())
  return paths.map((path) => {
    const name = `${address}/${relative(folder, path).split(sep).join('/')}`
    const type = types[extname(path)] ?? 'application/octet-stream'
    return [name, { type, cacheControl, forms: new Map(endings.flatMap((form) => readForm(join(path), form))) }]
  })
}

function readForm(path: string, [encoding, ending]: readonly [Encoding, string]) {
  if (!existsSync(`${path}${ending}`)) return []
  const bytes = readFileSync(`${path}${ending}`)
  // A strong tag names one form: the same file compressed otherwise has another.
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  return [[encoding, { bytes, etag }] as const]
}
