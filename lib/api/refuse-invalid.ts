import type { Hook } from '@hono/zod-openapi'
import type { $ZodIssue } from 'zod/v4/core'
import type { ApiContext, ApiEnv } from './env.ts'
import { problem } from './respond.ts'

/** At most so many faults are named. */
const named = 20

/** What answers where a request does not fit its schema. */
export const refuseInvalid: Hook<unknown, ApiEnv, string, unknown> = (result, c) => {
  if (result.success) return undefined
  const code = result.target === 'json' ? 'invalid-body' : 'invalid-parameter'
  const issues = (result.error.issues as $ZodIssue[]).flatMap((issue) => flatten(issue, []))
  const errors = issues.slice(0, named).map(({ path, message }) => ({ path: path.map(String).join('.'), message }))
  return problem(c as ApiContext, code, { errors })
}

interface Fault {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Of a union, the branch that came closest speaks. */
function flatten(issue: $ZodIssue, above: readonly PropertyKey[]): Fault[] {
  const path = [...above, ...issue.path]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ path, message: issue.message }]
  const branches = issue.errors.map((branch) => branch.flatMap((inner) => flatten(inner, path)))
  return branches.reduce((best, branch) => (branch.length < best.length ? branch : best))
}
