import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import { noFailures } from '../../lib/sca/limits.ts'
import type { Store } from '../store.ts'
import type { KeepAnswer } from './answers.ts'
import type { Database } from './open.ts'
import { passkeysOfUser } from './passkeys-column.ts'
import { attempt, passkey, phone, pin, user } from './schema.ts'
import { seriesColumns } from './series.ts'
import { slots, sought } from './slots.ts'

type Verbs = Pick<Store, 'saveUser' | 'findUser' | 'findUserById' | 'passkeyExists'>

const { userId: _pin, ...pinColumns } = getTableColumns(pin)
const { userId: _phone, ...phoneColumns } = getTableColumns(phone)

/** What is read of a user, in one statement. */
export const userColumns = {
  user: getTableColumns(user),
  pin: pinColumns,
  phone: phoneColumns,
  series: seriesColumns,
  passkeys: passkeysOfUser,
}

/** Of an erased user nothing is left to be found but their sessions. */
export const isNotErased = sql`${user.dataKeyWrapped} <> ''`

/** Replaces the row of a user that still has `expectedVersion`. */
export function replaceUser({ orm }: Database) {
  const { id: _, ...rest } = slots(user)
  return orm
    .update(user)
    .set(rest)
    .where(and(eq(user.id, sought('id')), eq(user.version, sought('expectedVersion'))))
    .prepare()
}

/** Users and what they hold. */
export function users(db: Database, keep: KeepAnswer): Verbs {
  const { orm, write } = db
  const replace = replaceUser(db)
  const insert = orm.insert(user).values(slots(user)).onConflictDoNothing().prepare()
  const find = orm
    .select(userColumns)
    .from(user)
    .leftJoin(pin, eq(pin.userId, user.id))
    .leftJoin(phone, eq(phone.userId, user.id))
    .leftJoin(attempt, eq(attempt.userId, user.id))
    .where(and(eq(user.platformId, sought('platformId')), eq(user.externalId, sought('externalId')), isNotErased))
    .prepare()
  const findById = orm
    .select()
    .from(user)
    .where(eq(user.id, sought('id')))
    .prepare()
  const findPasskey = orm
    .select({ credentialId: passkey.credentialId })
    .from(passkey)
    .where(eq(passkey.credentialId, sought('credentialId')))
    .prepare()

  return {
    saveUser: (row, expectedVersion, answer) =>
      write(() => {
        const { changes } =
          expectedVersion === null
            ? insert.run({ ...row })
            : replace.run({ ...row, version: expectedVersion + 1, expectedVersion })
        if (changes === 0) return 'conflict'
        keep(answer, row.id)
        return 'saved'
      }),
    findUser: async (platformId, externalId) => {
      const found = find.get({ platformId, externalId })
      if (found === undefined) return null
      const { user, series, ...credentials } = found
      return { user, credentials, series: series ?? noFailures }
    },
    findUserById: async (id) => findById.get({ id }) ?? null,
    passkeyExists: async (credentialId) => findPasskey.get({ credentialId }) !== undefined,
  }
}
