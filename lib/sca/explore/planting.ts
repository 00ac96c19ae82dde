import type { Rules } from '../decide.ts'
import type { Facts } from '../facts.ts'
import type { Offers, Row } from '../steps.ts'
import type { Action, StepId } from '../words.ts'
import { type Engine, theCore } from './engine.ts'

/** A mistake that somebody could make, and a rule that must notice it. */
export interface Fault {
  readonly mistake: string
  readonly breaks: string
  readonly core: Engine
}

type Predicate = Row['needed']
const { rows, offers } = theCore.rules

/** The core with other rules. */
export function ruled(change: Partial<Rules>): Engine {
  return { ...theCore, rules: { ...theCore.rules, ...change } }
}

/** The table without a screen. */
export function without(step: StepId): readonly Row[] {
  return rows.filter((row) => row.step !== step)
}

/** The table with a screen that is due less often. */
export function only(step: StepId, and: Predicate): readonly Row[] {
  return rows.map((row) => (row.step === step ? { step, needed: (f, p) => row.needed(f, p) && and(f, p) } : row))
}

/** The table with a screen that is due once more, after the welcome page. */
export function also(step: StepId, needed: Predicate): readonly Row[] {
  return [...rows.slice(0, 1), { step, needed }, ...rows.slice(1)]
}

/** The buttons with another condition for one of them. */
export function offering(step: StepId, action: Action, when: Predicate): Offers {
  return { ...offers, [step]: { ...offers[step], [action]: when } }
}

/** The core with an event that changes something else. */
export function folding(type: string, change: (before: Facts, after: Facts) => Facts): Engine {
  return {
    ...theCore,
    evolve: (facts, event, at) => {
      const after = theCore.evolve(facts, event, at)
      return event.type === type ? change(facts, after) : after
    },
  }
}

export const always: Predicate = () => true
export const never: Predicate = () => false
/** The table and the final check are two locks: what one has lost shows only while the other is open. */
export const open: Rules['satisfied'] = () => true
