import { operationProblems } from '../sca/normalise-operation.ts'
import type { MintProblem } from '../session/mint-session.ts'

/** Why a session is not made, as the document lists it. */
export const mintRefusals = [
  ...operationProblems,
  'user-unknown',
  'too-many-sessions',
  'user-blocked',
  'already-enrolled',
  'nothing-changed',
  'reset-required',
  'no-return-url',
  'return-url-not-registered',
] as const satisfies readonly MintProblem[]
