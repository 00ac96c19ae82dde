import type { Effect, OutboxEvent, SessionRow, Store } from '../../db/store.ts'
import type { Meters } from '../ports/meters.ts'
import type { SessionEvent, Verdict } from '../sca/events.ts'

type Verbs = Partial<{ [V in keyof Store]: Store[V] }>
type Tell<A extends readonly unknown[]> = (...given: A) => readonly OutboxEvent[]

/** Verbs that write; of those that only read, the database's own figures tell more. */
const writes = [
  'saveUser',
  'reserveTry',
  'changeSeries',
  'createSession',
  'record',
  'finishOnce',
  'redeemOnce',
  'claimDeliveries',
  'settleDelivery',
  'beginAnswer',
  'finishAnswer',
  'revokeCredentials',
  'eraseUser',
  'takeNotices',
  'noticeSent',
  'delayNotice',
  'useNoticeLink',
  'countUses',
  'purge',
] as const satisfies (keyof Store)[]

/** What an event says of a try. */
const rightOf: Partial<Record<SessionEvent['type'], Verdict>> = {
  'identity-confirmed': 'identity',
  'passkey-used': 'passkey',
  'email-code-accepted': 'email-code',
  'phone-confirmed': 'phone',
}

/**
 * A store that is counted: what was written is known here and nowhere else, so nobody above has to say it twice. In: any
 * store, the meters. Out: the same store; its answers and faults are passed on as they are.
 */
export function meteredStore(store: Store, meters: Meters): Store {
  const verbs: Verbs = { ...counted(store, meters) }
  const timed: Record<string, unknown> = {}
  for (const verb of writes) {
    const call = (verbs[verb] ?? store[verb].bind(store)) as (...given: unknown[]) => Promise<unknown>
    timed[verb] = (...given: unknown[]) => during(meters.writing(verb), call(...given))
  }
  return new Proxy(store, {
    get: (target, verb: string) => timed[verb] ?? Reflect.get(target, verb),
  })
}

async function during<T>(over: (ok: boolean) => void, work: Promise<T>): Promise<T> {
  try {
    const answer = await work
    over(true)
    return answer
  } catch (fault) {
    over(false)
    throw fault
  }
}

function counted(store: Store, meters: Meters): Verbs {
  return {
    async createSession(session, answer, tell, cap) {
      const replaced = new Map<string, SessionRow>()
      const heard: NonNullable<typeof tell> = (ended) => {
        replaced.set(ended.id, ended)
        return tell?.(ended) ?? []
      }
      const written = await store.createSession(session, answer, heard, cap)
      if (Array.isArray(written)) {
        meters.minted(session.purpose)
        for (const { purpose, outcome, reason } of replaced.values()) {
          if (outcome && reason) meters.ended(purpose, outcome, reason)
        }
      } else if (written !== 'user-gone') meters.limited(written.limit)
      return written
    },
    async record(sessionId, expectedSeq, events, effects) {
      const ears = (effects ?? []).map((effect) => listening(effect))
      const written = await store.record(sessionId, expectedSeq, events, effects && ears.map(({ effect }) => effect))
      if (typeof written === 'object') meters.limited(written.limit)
      if (written !== 'recorded') return written
      for (const { event } of events) happened(meters, event)
      for (const { effect, told } of ears) done(meters, effect, told())
      return written
    },
    async finishOnce(end, answer) {
      const ear = hearing(end.tell)
      const written = await store.finishOnce({ ...end, tell: ear.tell }, answer)
      if (written === 'finished') told(meters, ear.told())
      return written
    },
    async reserveTry(userId, spend, tell) {
      const ear = tell && hearing(tell)
      const series = await store.reserveTry(userId, spend, ear?.tell)
      told(meters, ear?.told())
      return series
    },
    async changeSeries(userId, change, tell, act) {
      const ear = tell && hearing(tell)
      const series = await store.changeSeries(userId, change, ear?.tell, act)
      told(meters, ear?.told())
      return series
    },
    async useNoticeLink(tokenHash, at, change, act, tell) {
      const ear = tell && hearing(tell)
      const used = await store.useNoticeLink(tokenHash, at, change, act, ear?.tell)
      if (used === 'used') told(meters, ear?.told())
      return used
    },
    async redeemOnce(sessionId, at, result, answer) {
      const written = await store.redeemOnce(sessionId, at, result, answer)
      if (written === 'done') meters.redeemed(result)
      return written
    },
    async settleDelivery(settled) {
      const written = await store.settleDelivery(settled)
      if (written === 'settled') meters.delivered(settled.result)
      return written
    },
    async noticeSent(id, at) {
      await store.noticeSent(id, at)
      meters.noticed('sent')
    },
    async delayNotice(id, nextAt) {
      await store.delayNotice(id, nextAt)
      meters.noticed('delayed')
    },
    async purge(batch) {
      const purged = await store.purge(batch)
      meters.purged(batch.kind, purged.removed, purged.removed >= batch.limit)
      return purged
    },
    async countUses(uses, now) {
      const reached = await store.countUses(uses, now)
      if (reached) meters.limited(reached.limit)
      return reached
    },
  }
}

/** A transaction may run twice, so only what was told last counts, and only once all is written. */
function hearing<A extends readonly unknown[]>(tell: Tell<A>): { tell: Tell<A>; told: () => readonly OutboxEvent[] } {
  let last: readonly OutboxEvent[] = []
  return {
    tell: (...given) => {
      last = tell(...given)
      return last
    },
    told: () => last,
  }
}

function listening(effect: Effect): { effect: Effect; told: () => readonly OutboxEvent[] } {
  if (effect.do !== 'change-series' || !effect.tell) return { effect, told: () => [] }
  const ear = hearing(effect.tell)
  return { effect: { ...effect, tell: ear.tell }, told: ear.told }
}

function happened(meters: Meters, event: SessionEvent): void {
  meters.happened(event.type)
  const right = rightOf[event.type]
  if (right) meters.judged(right, true)
  if (event.type === 'verdict-refused') meters.judged(event.of, false)
}

function done(meters: Meters, effect: Effect, events: readonly OutboxEvent[]): void {
  if (effect.do === 'put-challenge') meters.challenged(effect.challenge.kind, 'issued')
  if (effect.do === 'consume-challenge') meters.challenged(effect.kind, 'used')
  told(meters, events)
}

function told(meters: Meters, events: readonly OutboxEvent[] = []): void {
  for (const { type } of events) {
    if (type === 'user.blocked') meters.blocked('begun')
    if (type === 'user.unblocked') meters.blocked('lifted')
  }
}
