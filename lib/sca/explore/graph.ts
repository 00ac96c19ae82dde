import type { Decision } from '../decide.ts'
import type { SessionEvent } from '../events.ts'
import { type Facts, initialFacts } from '../facts.ts'
import type { Action } from '../words.ts'
import type { Engine } from './engine.ts'
import { type Evidence, noEvidence, witness } from './evidence.ts'
import { keyOf } from './key.ts'
import { declined, results } from './results-of-actions.ts'
import type { Start } from './situations.ts'

export const expiresAt = 600_000

/** One reachable state: the facts, what an auditor would read from the log, what the core decides. */
export interface State {
  readonly facts: Facts
  readonly evidence: Evidence
  readonly decision: Decision
  readonly moves: Move[]
  /** How it was first reached. */
  readonly from: { readonly state: State; readonly by: Move['by'] } | null
}

/** From one state to the next: a pressed button, or what happens to a session from outside. */
export interface Move {
  readonly by: Action | 'taken-over' | 'support-corrected'
  readonly events: readonly SessionEvent[]
  readonly to: State
}

/** Every state that this start can lead to. In: the start, the core. Out: the states, the first one first. */
export function explore(start: Start, core: Engine): State[] {
  const states = new Map<number, State>()
  const { policy } = start

  const visit = (facts: Facts, evidence: Evidence, from: State['from']): State => {
    const key = keyOf(facts, evidence)
    const known = states.get(key)
    if (known) return known
    const state = { facts, evidence, decision: core.decide(facts, policy, core.rules), moves: [], from }
    states.set(key, state)
    return state
  }

  const follow = (state: State, by: Move['by'], events: readonly SessionEvent[]): void => {
    let { facts, evidence } = state
    for (const event of events) {
      facts = core.evolve(facts, event, 0)
      evidence = witness(evidence, event)
    }
    // How often a code was sent has its own limits and its own tests.
    facts = { ...facts, sends: state.facts.sends }
    state.moves.push({ by, events, to: visit(facts, evidence, { state, by }) })
  }

  visit(initialFacts({ purpose: start.purpose, expiresAt, voided: false }, start.user, 0), noEvidence, null)
  for (const state of states.values()) {
    const { decision, facts } = state
    if ('end' in decision) continue
    for (const action of decision.actions) {
      const made = action === 'decline' ? declined : results[decision.at][action]?.(facts)
      for (const events of made ?? []) follow(state, action, events)
    }
    if (facts.browser === null) continue
    follow(state, 'support-corrected', [{ type: 'passkey-support-corrected', supported: !facts.passkeySupported }])
    for (const passkeySupported of [true, false])
      follow(state, 'taken-over', [{ type: 'taken-over', browser: 'second', agent: '', passkeySupported }])
  }
  return [...states.values()]
}

/** The buttons that led here, in words. */
export function pathTo(state: State): string {
  const here =
    'end' in state.decision ? `${state.decision.end} ${state.decision.reason ?? ''}`.trim() : state.decision.at
  return state.from === null ? here : `${pathTo(state.from.state)} -${state.from.by}> ${here}`
}
