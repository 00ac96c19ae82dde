import { asc, eq } from 'drizzle-orm'
import type { ActRow } from '../care.ts'
import { slot, slots } from '../slots.ts'
import type { Store } from '../store.ts'
import type { Connection } from './prepared.ts'
import { prepared } from './prepared.ts'
import { userAct } from './schema.ts'
import type { Transactions } from './transactions.ts'

const statements = prepared('acts', (orm) => ({
  insert: orm.insert(userAct).values(slots(userAct, ['position'])),
  all: orm
    .select({
      id: userAct.id,
      userId: userAct.userId,
      at: userAct.at,
      by: userAct.by,
      did: userAct.did,
      what: userAct.what,
      reasonSealed: userAct.reasonSealed,
    })
    .from(userAct)
    .where(eq(userAct.userId, slot('userId')))
    .orderBy(asc(userAct.at), asc(userAct.position)),
}))

/** Keeps an act inside of another verb's transaction; undefined is none. */
export function keepAct(at: Connection, act: ActRow | undefined): void {
  if (act !== undefined) statements(at).insert.send({ ...act })
}

/** What was done to accounts outside of sessions. */
export function acts({ read, write }: Transactions): Pick<Store, 'addAct' | 'listActs'> {
  return {
    addAct: (act) => write(async (at) => keepAct(at, act)),
    listActs: (userId) => read((at) => statements(at).all.all({ userId })),
  }
}
