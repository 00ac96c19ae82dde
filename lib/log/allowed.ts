import type { LogLine } from '../ports/log.ts'
import { describeFault } from './describe-fault.ts'
import { scrub } from './scrub.ts'

type Shape = (value: unknown) => unknown

/** Ids of ours as they are, by chance with six digits in a row; of other words what is left of them. */
const word: Shape = (value) => {
  if (value === null) return null
  if (typeof value !== 'string' || value.length > 120) return '…'
  return id.test(value) ? value : scrub(value)
}
const id = /^((?!sca_|ak_|whsec_)[a-z]{2,9}_[\w-]{8,40}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/
const number: Shape = (value) => (typeof value === 'number' ? value : value === null ? null : '…')
const flag: Shape = (value) => value === true
const text: Shape = (value) => (typeof value === 'string' ? scrub(value) : '…')
const wordOrNumber: Shape = (value) => (typeof value === 'number' ? value : word(value))

/** By name, what a value has to be. */
const shapes = {
  requestId: word,
  method: word,
  route: word,
  pathname: text,
  status: wordOrNumber,
  ms: number,
  code: word,
  platformId: word,
  keyId: word,
  sessionId: word,
  eventId: word,
  endpointId: word,
  step: word,
  refused: word,
  outcome: word,
  reason: word,
  cause: word,
  channel: word,
  gateway: word,
  tookMs: number,
  failed: word,
  kind: word,
  attempt: number,
  result: word,
  state: word,
  written: word,
  limit: word,
  alarm: flag,
  checks: text,
  epoch: number,
  pid: number,
  exitCode: number,
  workers: number,
  trouble: word,
  lostFrom: text,
  lostTo: text,
  removed: number,
  lost: number,
  oldest: text,
  newest: text,
  proxied: flag,
  origin: text,
  mode: word,
  error: text,
  printed: text,
  fault: describeFault,
} as const satisfies Record<keyof LogLine, Shape>

/**
 * What is written of a line. In: whatever somebody wants to log. Out: a new object with allowed names alone, each value
 * in its shape; `hidden` names what was left out, so that whoever added it sees why it is missing.
 */
export function allowed(line: object): Record<string, unknown> {
  if (line instanceof Error) return { fault: describeFault(line) }
  const written: Record<string, unknown> = {}
  const hidden: string[] = []
  for (const name in line) {
    const value = (line as Record<string, unknown>)[name]
    if (value === undefined) continue
    if (Object.hasOwn(shapes, name)) written[name] = shapes[name as keyof typeof shapes](value)
    else hidden.push(/^[a-z]\w{0,30}$/i.test(name) ? name : '…')
  }
  if (hidden.length > 0) written['hidden'] = hidden
  return written
}
