import type { Series } from '../lib/sca/limits.ts'
import type { Method } from '../lib/sca/words.ts'
import type { Revoked } from './care.ts'

/**
 * What was taken away, as it is remembered outside of the database, where a restore does not reach. Ids of ours alone: no
 * contact, no name, no secret. `at` in epoch milliseconds.
 */
export type Remembered = { readonly at: number } & (
  | { readonly what: 'revoked'; readonly id: string; readonly userId: string; readonly which: Revoked }
  /** By the success of a session, which made others in their place. */
  | {
      readonly what: 'replaced'
      readonly id: string
      readonly userId: string
      readonly sessionId: string
      readonly methods: readonly Method[]
    }
  | { readonly what: 'erased'; readonly id: string; readonly userId: string; readonly pseudonym: string }
  /** The series of a user when a block began, changed or ended: the last one counts. */
  | { readonly what: 'block'; readonly userId: string; readonly series: Series }
  | { readonly what: 'api-key'; readonly keyId: string }
)

/**
 * What may be wrong with a journal: `unwritten`: a line could not be written, or made durable; `forged`: one is not ours;
 * `gap`: lines are missing; `unremoved`: a file that is too old could not be removed.
 */
export type JournalTrouble = 'unwritten' | 'forged' | 'gap' | 'unremoved'

/** The part of the port about what is remembered outside of the database. */
export interface JournalVerbs {
  /** Newest first; nothing where this engine is not given a journal. Throws where what is remembered cannot be read. */
  recallRevocations(): AsyncIterable<Remembered>
}
