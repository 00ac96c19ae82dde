import { and, asc, count, eq, isNotNull } from 'drizzle-orm'
import { slot, slots } from '../slots.ts'
import type { Store } from '../store.ts'
import { keepAnswer } from './answers.ts'
import { lockPlatform } from './platforms.ts'
import { type Connection, prepared } from './prepared.ts'
import { webhookDelivery, webhookEndpoint } from './schema.ts'
import type { Transactions } from './transactions.ts'

type Verbs = Pick<Store, 'createEndpoint' | 'listEndpoints' | 'findEndpoint' | 'changeEndpoint' | 'deleteEndpoint'>

const ofPlatform = eq(webhookEndpoint.platformId, slot('platformId'))
const byId = eq(webhookEndpoint.id, slot('id'))
const one = and(byId, ofPlatform)
const { id: _id, platformId: _platform, createdAt: _made, ...changeable } = slots(webhookEndpoint)
const statements = prepared('endpoints', (orm) => ({
  insert: orm.insert(webhookEndpoint).values(slots(webhookEndpoint)),
  countOf: orm.select({ there: count() }).from(webhookEndpoint).where(ofPlatform),
  list: orm
    .select()
    .from(webhookEndpoint)
    .where(ofPlatform)
    .orderBy(asc(webhookEndpoint.createdAt), asc(webhookEndpoint.id)),
  find: orm.select().from(webhookEndpoint).where(one),
  lock: orm.select().from(webhookEndpoint).where(one).for('update'),
  lockById: orm.select({ id: webhookEndpoint.id }).from(webhookEndpoint).where(byId).for('update'),
  update: orm.update(webhookEndpoint).set(changeable).where(one),
  remove: orm.delete(webhookEndpoint).where(one),
  disable: orm
    .update(webhookEndpoint)
    .set({ enabled: false, disabledReason: slot('reason'), updatedAt: slot('at') })
    .where(byId),
  kill: orm
    .update(webhookDelivery)
    .set({ state: 'dead', nextAt: null, lease: null })
    .where(and(eq(webhookDelivery.endpointId, slot('id')), isNotNull(webhookDelivery.nextAt))),
}))

/** Lets no delivery to an endpoint be made until the transaction ends. */
export async function lockEndpoint(at: Connection, id: string): Promise<void> {
  await statements(at).lockById.run({ id })
}

/** Disables an endpoint that is locked and gives up what it still had to get, inside of a verb's transaction. */
export async function giveUp(at: Connection, id: string, reason: 'gone', when: number): Promise<void> {
  await statements(at).disable.run({ id, reason, at: when })
  await statements(at).kill.run({ id })
}

/** Where webhooks go. */
export function endpoints({ read, write }: Transactions): Verbs {
  return {
    createEndpoint: (row, limit, answer) =>
      write(async (at) => {
        await lockPlatform(at, row.platformId)
        const { there = 0 } = (await statements(at).countOf.get({ platformId: row.platformId })) ?? {}
        if (there >= limit) return 'too-many'
        await statements(at).insert.run({ ...row })
        await keepAnswer(at, answer)
        return 'created'
      }),
    listEndpoints: (platformId) => read((at) => statements(at).list.all({ platformId })),
    findEndpoint: async (platformId, id) => (await read((at) => statements(at).find.get({ platformId, id }))) ?? null,
    changeEndpoint: (platformId, id, change, answer) =>
      write(async (at) => {
        const before = await statements(at).lock.get({ platformId, id })
        if (before === undefined) return null
        const after = change(before)
        await statements(at).update.run({ ...after, id, platformId })
        if (!after.enabled) await statements(at).kill.run({ id })
        await keepAnswer(at, answer?.(after))
        return after
      }),
    deleteEndpoint: (platformId, id) =>
      write(async (at) => ((await statements(at).remove.run({ platformId, id })) === 0 ? 'unknown' : 'deleted')),
  }
}
