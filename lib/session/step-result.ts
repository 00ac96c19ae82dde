import type { Effect } from '../../db/store.ts'
import type { SessionEvent } from '../sca/events.ts'
import type { Series } from '../sca/limits.ts'
import type { Refused } from '../sca/refusal.ts'
import type { Action, EndReason, Outcome } from '../sca/words.ts'
import type { Deps } from './deps.ts'
import type { Outgoing } from './messages-out.ts'
import type { Opened } from './opened.ts'

/** What a press brings along. */
export interface Press {
  readonly action: Action
  /** Text fields as they were sent; files are dropped. */
  readonly form: Readonly<Record<string, string>>
}

/** What a handler decided: events and effects that are written together, and what the user is told. */
export interface StepResult {
  readonly events?: readonly SessionEvent[]
  readonly effects?: readonly Effect[]
  readonly refused?: Refused
  /** A code to hand over once all is written. */
  readonly outgoing?: Outgoing
  readonly end?: { readonly outcome: Outcome; readonly reason: EndReason }
  /** The series after a try was spent for this press. */
  readonly spent?: Series
}

export type StepHandler = (deps: Deps, opened: Opened, press: Press) => Promise<StepResult> | StepResult

/** The handlers of one step. `decline` is the same on every step and stands in `act`. */
export type StepHandlers = Partial<Record<Action, StepHandler>>
