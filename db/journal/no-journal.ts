import type { Remembered } from '../journal-rows.ts'

/** What a store remembers outside of itself that was given no journal. */
export async function* noJournal(): AsyncIterable<Remembered> {
  yield* []
}
