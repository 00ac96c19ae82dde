import type { Marked } from '../../db/store.ts'
import type { Clock } from '../ports/clock.ts'
import type { Mark } from '../sca/history.ts'
import type { Deps } from '../session/deps.ts'
import { isoTime } from '../session/iso-time.ts'
import { revokeAgain } from '../session/revoke-again.ts'
import { toleratedClockMs } from './judge-clock.ts'

export interface HistoryWatch {
  /** Writes the next mark and begins an epoch where history went backwards. Throws what the database throws. */
  look(): Promise<{ readonly lost: boolean; readonly ahead: boolean }>
  present(): { readonly number: number; readonly beganAt: number } | null
  /** Has an epoch begun whose revocations are not in force yet? Costs nothing. */
  behind(): boolean
}

/**
 * Watches whether the database still knows what it knew: the last mark is remembered here, and beside a SQLite file from
 * one process to the next; what was revoked, in the journal. REL-06, REL-07. `ahead` is a mark that our clock has not come
 * to yet: it was written by a clock that was wrong, or ours is, or was set back. It says so where nobody else writes marks,
 * as beside a SQLite file. In: the parts; the clock of this machine.
 */
export async function historyWatch(deps: Deps, machine: Clock = deps.clock): Promise<HistoryWatch> {
  const { store, log } = deps
  let remembered: Mark | null = await store.recallMark()
  let present: { number: number; beganAt: number } | null = null

  async function begin(lostFrom: Mark, { knownUntil, epoch }: Marked): Promise<void> {
    const at = machine.now()
    const atLeast = lostFrom.epoch + 1
    const written = await store.beginEpoch({ after: epoch, atLeast, reason: 'went-back', at, knownUntil })
    log.error(
      { alarm: true, written, lostFrom: isoTime(knownUntil), lostTo: isoTime(at) },
      'the database knows less than it did: a new epoch voids open sessions and receipts (docs/restore.md)',
    )
  }

  /** What the next mark says after another server or the operator began an epoch, or this one did. */
  async function follow(mark: Marked): Promise<void> {
    if (present?.number === mark.epoch) return
    const last = (await store.listEpochs()).at(-1)
    if (last === undefined) throw new Error('The database has no epoch.')
    if (present !== null) log.warn({ epoch: last.number, reason: last.reason, alarm: true }, 'a new epoch has begun')
    present = { number: last.number, beganAt: last.beganAt }
  }

  /**
   * At the start and in each new epoch, does again what was revoked in what is lost. What is missing although no epoch began
   * since says that history went backwards and nobody noticed: `begun`.
   */
  async function keepRevoked(mark: Marked): Promise<'in-force' | 'begun' | 'unknown'> {
    try {
      const { count, newestAt } = await revokeAgain(deps)
      if (count > 0) log.error({ alarm: true, removed: count }, 'what a restore had undone is revoked again')
      const last = (await store.listEpochs()).at(-1)
      // The first epoch lost nothing, whenever it began.
      const since = last === undefined || last.reason === 'first' ? 0 : last.beganAt
      if (newestAt === null || newestAt <= since) return 'in-force'
      await begin(mark, { ...mark, knownUntil: Math.min(mark.knownUntil, newestAt) })
      return 'begun'
    } catch (fault) {
      log.error({ alarm: true, fault }, 'what was revoked is not known: nothing goes on until it is')
      return 'unknown'
    }
  }

  return {
    look: async () => {
      let mark = await store.markHistory(machine.now(), remembered)
      if (mark.verdict === 'went-back' && remembered !== null) {
        await begin(remembered, mark)
        mark = await store.markHistory(machine.now(), remembered)
      }
      if (mark.verdict === 'other-database') log.warn({ alarm: true }, 'this is another database than before')
      let lost = mark.verdict === 'went-back'
      if (!lost && present?.number !== mark.epoch) {
        const revoked = await keepRevoked(mark)
        if (revoked === 'begun') mark = await store.markHistory(machine.now(), remembered)
        lost = revoked === 'unknown'
      }
      if (!lost) {
        // After the database, so that it is never more than what is durable there.
        await store.rememberMark(mark)
        remembered = mark
        await follow(mark)
      }
      return { lost, ahead: mark.knownUntil > machine.now() + toleratedClockMs }
    },
    present: () => present,
    behind: () => present !== null && (store.epochMet() ?? 0) > present.number,
  }
}
