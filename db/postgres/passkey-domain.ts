import { and, asc, eq, gt } from 'drizzle-orm'
import type { PasskeyDomainVerbs } from '../passkey-domain-verbs.ts'
import { slot, slots } from '../slots.ts'
import { prepared } from './prepared.ts'
import { passkey, passkeyDomain, user } from './schema.ts'
import type { Transactions } from './transactions.ts'

const theRow = 1
const ofTheRow = eq(passkeyDomain.id, theRow)
const statements = prepared('passkey-domain', (orm) => ({
  find: orm.select().from(passkeyDomain).where(ofTheRow),
  pin: orm.insert(passkeyDomain).values(slots(passkeyDomain)).onConflictDoNothing(),
  move: orm
    .update(passkeyDomain)
    .set({ domain: slot('to'), pinnedAt: slot('at') })
    .where(and(ofTheRow, eq(passkeyDomain.domain, slot('from')))),
  holders: orm
    .selectDistinct({ userId: passkey.userId, platformId: user.platformId, externalId: user.externalId })
    .from(passkey)
    .innerJoin(user, eq(user.id, passkey.userId))
    .where(gt(passkey.userId, slot('after')))
    .orderBy(asc(passkey.userId))
    .limit(slot('limit') as never),
}))

/** The domain that passkeys belong to. */
export function passkeyDomains({ read, write }: Transactions): PasskeyDomainVerbs {
  return {
    findPasskeyDomain: () => read(async (at) => (await statements(at).find.get())?.domain ?? null),
    pinPasskeyDomain: (domain, pinnedAt) =>
      write(async (at) => {
        // Who comes second waits here for the first, and then finds what that one wrote.
        await statements(at).pin.run({ id: theRow, domain, pinnedAt })
        return (await statements(at).find.get())?.domain ?? domain
      }),
    movePasskeyDomain: (from, to, pinnedAt) =>
      write(async (at) => ((await statements(at).move.run({ from, to, at: pinnedAt })) === 1 ? 'moved' : 'conflict')),
    listPasskeyHolders: (after, limit) => read((at) => statements(at).holders.all({ after, limit })),
  }
}
