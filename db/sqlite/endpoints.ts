import { and, asc, count, eq, isNotNull } from 'drizzle-orm'
import type { Answer, Store } from '../store.ts'
import type { Database } from './open.ts'
import { webhookDelivery, webhookEndpoint } from './schema.ts'
import { slot, slots, sought } from './slots.ts'

type Verbs = Pick<Store, 'createEndpoint' | 'listEndpoints' | 'findEndpoint' | 'changeEndpoint' | 'deleteEndpoint'>

/** Disables an endpoint and gives up what it still had to get, inside of a verb's transaction. */
export type GiveUp = (endpointId: string, reason: 'gone', at: number) => void

/** Where webhooks go. */
export function endpoints(
  { orm, write }: Database,
  keep: (answer: Answer | undefined) => void,
): { verbs: Verbs; giveUp: GiveUp } {
  const ofPlatform = eq(webhookEndpoint.platformId, sought('platformId'))
  const one = and(eq(webhookEndpoint.id, sought('id')), ofPlatform)
  const insert = orm.insert(webhookEndpoint).values(slots(webhookEndpoint)).prepare()
  const countOf = orm.select({ there: count() }).from(webhookEndpoint).where(ofPlatform).prepare()
  const list = orm
    .select()
    .from(webhookEndpoint)
    .where(ofPlatform)
    .orderBy(asc(webhookEndpoint.createdAt), asc(webhookEndpoint.id))
    .prepare()
  const find = orm.select().from(webhookEndpoint).where(one).prepare()
  const { id: _id, platformId: _platform, createdAt: _made, ...changeable } = slots(webhookEndpoint)
  const update = orm.update(webhookEndpoint).set(changeable).where(one).prepare()
  const remove = orm.delete(webhookEndpoint).where(one).prepare()
  const disable = orm
    .update(webhookEndpoint)
    .set({ enabled: false, disabledReason: slot('reason'), updatedAt: slot('at') })
    .where(eq(webhookEndpoint.id, sought('id')))
    .prepare()
  const kill = orm
    .update(webhookDelivery)
    .set({ state: 'dead', nextAt: null, lease: null })
    .where(and(eq(webhookDelivery.endpointId, sought('id')), isNotNull(webhookDelivery.nextAt)))
    .prepare()

  return {
    giveUp(id, reason, at) {
      disable.run({ id, reason, at })
      kill.run({ id })
    },
    verbs: {
      createEndpoint: (row, limit, answer) =>
        write(() => {
          if ((countOf.get({ platformId: row.platformId })?.there ?? 0) >= limit) return 'too-many'
          insert.run({ ...row })
          keep(answer)
          return 'created'
        }),
      listEndpoints: async (platformId) => list.all({ platformId }),
      findEndpoint: async (platformId, id) => find.get({ platformId, id }) ?? null,
      changeEndpoint: (platformId, id, change, answer) =>
        write(() => {
          const before = find.get({ platformId, id })
          if (before === undefined) return null
          const after = change(before)
          update.run({ ...after, id, platformId })
          if (!after.enabled) kill.run({ id })
          keep(answer?.(after))
          return after
        }),
      deleteEndpoint: (platformId, id) =>
        write(() => (remove.run({ platformId, id }).changes === 0 ? 'unknown' : 'deleted')),
    },
  }
}
