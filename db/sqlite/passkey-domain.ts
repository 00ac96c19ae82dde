import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { PasskeyDomainVerbs } from '../passkey-domain-verbs.ts'
import type { Database } from './open.ts'
import { passkey, passkeyDomain, user } from './schema.ts'
import { atMost, slot, slots, sought } from './slots.ts'

const theRow = 1

/** The domain that passkeys belong to. */
export function passkeyDomains({ orm, write }: Database): PasskeyDomainVerbs {
  const ofTheRow = sql`${passkeyDomain.id} = ${sql.raw(String(theRow))}`
  const find = orm.select().from(passkeyDomain).where(ofTheRow).prepare()
  const pin = orm.insert(passkeyDomain).values(slots(passkeyDomain)).onConflictDoNothing().prepare()
  const move = orm
    .update(passkeyDomain)
    .set({ domain: slot('to'), pinnedAt: slot('at') })
    .where(and(ofTheRow, eq(passkeyDomain.domain, sought('from'))))
    .prepare()
  const holders = orm
    .select({ userId: user.id, platformId: user.platformId, externalId: user.externalId })
    .from(passkey)
    .innerJoin(user, eq(user.id, passkey.userId))
    .where(gt(passkey.userId, sought('after')))
    .groupBy(passkey.userId)
    .orderBy(asc(passkey.userId))
    .limit(atMost('limit'))
    .prepare()

  return {
    findPasskeyDomain: async () => find.get()?.domain ?? null,
    pinPasskeyDomain: (domain, at) =>
      write(() => {
        const found = find.get()
        if (found !== undefined) return found.domain
        pin.run({ id: theRow, domain, pinnedAt: at })
        return domain
      }),
    movePasskeyDomain: (from, to, at) => write(() => (move.run({ from, to, at }).changes === 1 ? 'moved' : 'conflict')),
    listPasskeyHolders: async (after, limit) => holders.all({ after, limit }),
  }
}
