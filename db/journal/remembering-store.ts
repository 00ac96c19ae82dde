import type { Clock } from '../../lib/ports/clock.ts'
import type { Series } from '../../lib/sca/limits.ts'
import type { Effect, Settled, Store } from '../store.ts'
import type { Journal } from './journal.ts'

type Verbs<V extends keyof Store> = Pick<Store, V>

/**
 * A store whose revocations are remembered outside of the database as well: after the commit and before the answer, so that
 * what was answered as revoked is known after a restore. In: any store, the journal, the clock of its entries. Out: the same
 * store; its answers and faults are passed on as they are.
 */
export function rememberingStore(store: Store, journal: Journal, clock: Clock): Store {
  return {
    ...store,
    ...ofCredentials(store, journal),
    ...ofBlocks(store, journal, clock),
    rememberMark: (mark) => {
      // Comes every two seconds where a server serves, and must not wait for another disk.
      void journal.tryAgain()
      return store.rememberMark(mark)
    },
    recallRevocations: () => journal.recall(),
  }
}

function ofCredentials(
  store: Store,
  journal: Journal,
): Verbs<'revokeCredentials' | 'finishOnce' | 'eraseUser' | 'revokeApiKey'> {
  return {
    async revokeCredentials(userId, which, act, tell) {
      const lost = await store.revokeCredentials(userId, which, act, tell)
      // Whole methods also where nothing was held: what a session has half made is void with it.
      if ('methods' in which || lost.length > 0) {
        await journal.append({ what: 'revoked', id: act.id, at: act.at, userId, which })
      }
      return lost
    },
    async finishOnce(end, answer) {
      let settled: Settled | null = null
      const tell = (of: Settled) => {
        settled = of
        return end.tell(of)
      }
      const written = await store.finishOnce({ ...end, tell }, answer)
      const { factors = [], userId = '' } = (settled as Settled | null) ?? {}
      const methods = factors.filter(({ change }) => change === 'replaced').map(({ method }) => method)
      if (written === 'finished' && end.commit !== null && methods.length > 0) {
        const { sessionId, at } = end
        await journal.append({ what: 'replaced', id: `replaced:${sessionId}`, at, userId, sessionId, methods })
      }
      return written
    },
    async eraseUser(erasure) {
      const done = await store.eraseUser(erasure)
      const { userId, pseudonym, at, act } = erasure
      if (done === 'erased') await journal.append({ what: 'erased', id: act.id, at, userId, pseudonym })
      return done
    },
    async revokeApiKey(id, at) {
      const done = await store.revokeApiKey(id, at)
      if (done === 'revoked') await journal.append({ what: 'api-key', at, keyId: id })
      return done
    },
  }
}

/** Blocks, whichever verb changes the series. A transaction may run twice, so only its last run counts. */
function ofBlocks(
  store: Store,
  journal: Journal,
  clock: Clock,
): Verbs<'reserveTry' | 'changeSeries' | 'useNoticeLink' | 'record'> {
  function watched<S extends Series | null, A extends readonly unknown[]>(change: (series: Series, ...more: A) => S) {
    let seen: { before: Series; after: Series | null } | null = null
    return {
      change: (series: Series, ...more: A): S => {
        const after = change(series, ...more)
        seen = { before: series, after }
        return after
      },
      keep: async (userId: string) => {
        const { before, after = null } = seen ?? {}
        if (before === undefined || after === null) return
        if (before.permanent === after.permanent && before.blockedUntil === after.blockedUntil) return
        await journal.append({ what: 'block', at: clock.now(), userId, series: after })
      },
    }
  }

  return {
    async reserveTry(userId, spend, tell) {
      const { change, keep } = watched(spend)
      const series = await store.reserveTry(userId, change, tell)
      await keep(userId)
      return series
    },
    async changeSeries(userId, decide, tell, act) {
      const { change, keep } = watched(decide)
      const series = await store.changeSeries(userId, change, tell, act)
      await keep(userId)
      return series
    },
    async useNoticeLink(tokenHash, at, decide, act, tell) {
      const { change, keep } = watched(decide)
      const used = await store.useNoticeLink(tokenHash, at, change, act, tell)
      if (used === 'used') await keep(act.userId)
      return used
    },
    async record(sessionId, expectedSeq, events, effects) {
      const keeps: (() => Promise<void>)[] = []
      const heard = effects?.map((effect): Effect => {
        if (effect.do !== 'change-series') return effect
        const { change, keep } = watched(effect.change)
        keeps.push(() => keep(effect.userId))
        return { ...effect, change }
      })
      const written = await store.record(sessionId, expectedSeq, events, heard)
      if (written !== 'recorded') return written
      for (const keep of keeps) await keep()
      return written
    },
  }
}
