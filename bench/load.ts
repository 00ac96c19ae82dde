// Puts load on a server from a process of its own: `node bench/load.ts <json>`. Prints what came of it as JSON.
import autocannon from 'autocannon'
import { mintBody } from './mint-body.ts'

/** What is asked of the load. */
export interface Load {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  /** The same body each time; or mints, each another session. */
  readonly body?: string
  readonly mint?: { readonly users: number; readonly from: number; readonly keyed: boolean }
  readonly connections: number
  readonly seconds: number
  readonly expected: number
}

/** What came of it. */
export interface LoadResult {
  readonly requests: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

const load = JSON.parse(process.argv[2] ?? '') as Load
const { url, method, headers, body, mint, connections, seconds, expected } = load
let next = mint?.from ?? 0

const another = (request: autocannon.Request): autocannon.Request => {
  if (mint === undefined) return request
  const index = next++
  const sent = { ...headers, ...(mint.keyed && { 'idempotency-key': `bench-${index}` }) }
  return { ...request, headers: sent, body: mintBody(index, mint.users) }
}
const request = { method, headers, ...(body !== undefined && { body }), ...(mint && { setupRequest: another }) }
const done = await autocannon({ url, connections, duration: seconds, requests: [request] })
const counts = Object.entries(done.statusCodeStats ?? {}).map(([status, { count = 0 }]) => ({ status, count }))
const others = counts.filter(({ status }) => Number(status) !== expected)
if (done.errors > 0 || others.length > 0) {
  throw new Error(`${method} ${url}: ${done.errors} errors, ${JSON.stringify(counts)} where ${expected} was expected`)
}
const requests = counts.reduce((sum, { count }) => sum + count, 0)
const result: LoadResult = {
  requests,
  perSecond: requests / done.duration,
  p50Ms: done.latency.p50,
  p99Ms: done.latency.p99,
}
process.stdout.write(JSON.stringify(result))
