import type { Deps } from './deps.ts'

/** So few at a time that nobody waits for the lock that is held meanwhile. */
const rowsAtOnce = 200
/** Who asked for an erasure waits for so many rows at most. */
const waitsForRows = 20_000
/** One that somebody may be at is not taken up by another. */
const leftMs = 60_000
const usersAtOnce = 10

/**
 * Takes what is left of a user whose erasure has begun, some rows at a time, so that others get their turn between. In: our own
 * id of the user; whether to go on after so many rows. What is left then, `eraseUnfinished` takes.
 */
export async function eraseRest(
  { store }: Pick<Deps, 'store'>,
  userId: string,
  goesOn: (rows: number) => boolean = (rows) => rows < waitsForRows,
): Promise<'done' | 'left'> {
  let after: string | null = null
  for (let rows = 0; goesOn(rows); rows += rowsAtOnce) {
    const more = await store.eraseMore(userId, after, rowsAtOnce)
    if (more === 'done') return 'done'
    after = more.after
  }
  return 'left'
}

/**
 * Takes up erasures that were left, because their server ended or because they were large. One that fails keeps no other
 * waiting: its fault is thrown when all have had their turn. In: whether to go on.
 */
export async function eraseUnfinished(deps: Deps, goesOn: () => boolean): Promise<void> {
  const upTo = deps.clock.now() - leftMs
  const faults: unknown[] = []
  // What failed stands before all that is left, so it is passed over.
  while (goesOn()) {
    const some = await deps.store.listErasing(upTo, usersAtOnce, faults.length)
    for (const userId of some) {
      if (goesOn()) await eraseRest(deps, userId, goesOn).catch((fault) => faults.push(fault))
    }
    if (some.length < usersAtOnce) break
  }
  if (faults.length > 0) throw faults[0]
}
