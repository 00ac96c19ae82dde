import { actions, outcomes, stepIds } from '../words.ts'
import type { Engine } from './engine.ts'
import { expiresAt, explore, pathTo, type State } from './graph.ts'
import { ownsEnough, persons } from './owns-enough.ts'
import { whoSucceeds } from './reach.ts'
import { rulesOfMoves } from './rules-of-moves.ts'
import { rulesOfScreens } from './rules-of-screens.ts'
import { faultsOfSuccess } from './rules-of-success.ts'
import { inWords, type Start } from './situations.ts'

/** Where a rule is broken first, in words. */
export interface Finding {
  readonly rule: string
  readonly where: string
}

export interface Report {
  readonly sessions: number
  readonly states: number
  readonly findings: readonly Finding[]
}

/**
 * Visits every reachable state of these starts and judges each. In: the starts, the core, a rule at whose first break
 * the rest may be left. Out: one finding per rule.
 */
export function check(starts: readonly Start[], core: Engine, until?: string): Report {
  const findings = new Map<string, string>()
  let sessions = 0
  let states = 0
  for (const start of starts) {
    if (until !== undefined && findings.has(until)) break
    const found = (rule: string, where: string): void => {
      if (!findings.has(rule)) findings.set(rule, `${inWords(start)}: ${where}`)
    }
    const mintable = core.refuseMint(start.user, start.purpose, start.policy)
    const finishable = ownsEnough(start, true, { passkey: true, pin: true, phone: true, mailbox: true })
    if (
      (mintable === 'reset-required') === finishable &&
      mintable !== 'already-enrolled' &&
      mintable !== 'nothing-changed'
    )
      found('whoever owns enough may begin, and nobody else', String(mintable))
    if (mintable !== null) continue
    sessions += 1
    const reached = explore(start, core)
    states += reached.length
    for (const state of reached) judge(start, state, core, (rule) => found(rule, pathTo(state)))
    judgeReach(start, reached, found)
  }
  return { sessions, states, findings: [...findings].map(([rule, where]) => ({ rule, where })) }
}

function judge(start: Start, state: State, core: Engine, found: (rule: string) => void): void {
  const { facts, decision, evidence } = state
  if ('end' in decision) {
    judgeEnd(start, state, core, found)
    return
  }
  for (const [rule, holds] of Object.entries(rulesOfScreens))
    if (!holds(start, state, decision.at, decision.actions)) found(rule)
  for (const [rule, holds] of Object.entries(rulesOfMoves))
    for (const move of state.moves) if (!holds(state, move)) found(rule)
  for (const action of actions) {
    const allowed = core.permit(facts, start.policy, decision.at, action, core.rules) === null
    if (allowed !== decision.actions.includes(action)) found('permit answers as decide does')
  }
  for (const at of stepIds)
    if (at !== decision.at && core.permit(facts, start.policy, at, 'submit', core.rules)?.refused !== 'not-this-step')
      found('permit answers as decide does')
  const interrupted = [
    [{ ...facts, now: expiresAt }, 'time-over'],
    [{ ...facts, blocked: true }, 'blocked'],
    [{ ...facts, superseded: true }, 'superseded'],
    [{ ...facts, voided: true }, 'service-restored'],
  ] as const
  for (const [later, reason] of interrupted) {
    const after = core.decide(later, start.policy, core.rules)
    if (!('end' in after) || after.reason !== reason) found(`a session ends when it is ${reason}`)
  }
  // The final check alone must refuse whatever the table still holds back.
  if (core.rules.satisfied(facts, start.policy))
    for (const rule of faultsOfSuccess(start, evidence)) found(`the final check alone: ${rule}`)
}

function judgeEnd(start: Start, state: State, core: Engine, found: (rule: string) => void): void {
  const { facts, decision, evidence } = state
  if (!('end' in decision)) return
  if (decision.reason === 'insufficient') found('the session never gives up')
  if (facts.outcome === null && decision.end === 'succeeded')
    for (const rule of faultsOfSuccess(start, evidence)) found(rule)
  if (facts.outcome !== null && decision.end !== facts.outcome) found('a recorded outcome is the answer')
  if (core.permit(facts, start.policy, 'confirm-identity', 'submit', core.rules)?.refused !== 'ended')
    found('nothing is permitted after the end')
  const outcome = facts.outcome ?? decision.end
  const ended = core.evolve(facts, { type: 'ended', outcome, reason: decision.reason ?? 'proven' }, 0)
  for (const other of outcomes) {
    const again = core.evolve(ended, { type: 'ended', outcome: other, reason: 'proven' }, 0)
    const after = core.decide({ ...again, now: expiresAt, blocked: true }, start.policy, core.rules)
    if (!('end' in after) || after.end !== outcome) found('no edge leads out of an outcome')
  }
}

/** Success can be reached exactly by whoever owns enough, from the first screen and from every later one. */
function judgeReach(start: Start, states: readonly State[], found: (rule: string, where: string) => void): void {
  const who = whoSucceeds(states)
  for (const state of states) {
    if (state.facts.browser === null || 'end' in state.decision) continue
    const supported = state.facts.passkeySupported
    const fresh = state.from?.by === 'continue'
    for (const [place, has] of persons.entries()) {
      const can = ((who.get(state) ?? 0) & (1 << place)) !== 0
      const should = ownsEnough(start, supported, has)
      if (should && !can) found('whoever owns enough can still succeed', `${JSON.stringify(has)} at ${pathTo(state)}`)
      if (fresh && can && !should)
        found('whoever does not own enough cannot succeed', `${JSON.stringify(has)} at ${pathTo(state)}`)
    }
  }
}
