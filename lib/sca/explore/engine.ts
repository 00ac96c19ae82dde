import { decide, type Rules, rules } from '../decide.ts'
import { evolve } from '../evolve.ts'
import { refuseMint } from '../mintable.ts'
import { permit } from '../permit.ts'

/** The core as the explorer sees it, so that a test can hand in one with a fault. */
export interface Engine {
  readonly rules: Rules
  readonly decide: typeof decide
  readonly permit: typeof permit
  readonly evolve: typeof evolve
  readonly refuseMint: typeof refuseMint
}

/** The core as it is. */
export const theCore: Engine = { rules, decide, permit, evolve, refuseMint }
