import { asc, eq } from 'drizzle-orm'
import type { ActRow } from '../care.ts'
import type { Store } from '../store.ts'
import type { Database } from './open.ts'
import { userAct } from './schema.ts'
import { slots, sought } from './slots.ts'

/** Keeps an act inside of another verb's transaction; undefined is none. */
export type KeepAct = (act: ActRow | undefined) => void

/** What was done to accounts outside of sessions. */
export function acts({ orm, write }: Database): { verbs: Pick<Store, 'addAct' | 'listActs'>; keepAct: KeepAct } {
  const insert = orm
    .insert(userAct)
    .values(slots(userAct, ['position']))
    .prepare()
  const all = orm
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
    .where(eq(userAct.userId, sought('userId')))
    .orderBy(asc(userAct.at), asc(userAct.position))
    .prepare()
  const keepAct: KeepAct = (act) => {
    if (act !== undefined) insert.run({ ...act })
  }
  return {
    keepAct,
    verbs: {
      addAct: (act) => write(() => keepAct(act)),
      listActs: async (userId) => all.all({ userId }),
    },
  }
}
