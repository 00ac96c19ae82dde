import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { noFailures } from '../../lib/sca/limits.ts'
import type { PasskeyRow, Store } from '../store.ts'
import type { KeepAnswer } from './answers.ts'
import type { Database } from './open.ts'
import { attempt, passkey, phone, pin, user } from './schema.ts'
import { seriesColumns } from './series.ts'
import { slots, sought } from './slots.ts'

type Verbs = Pick<Store, 'saveUser' | 'findUser' | 'findUserById' | 'passkeyExists'>

const { userId: _pin, ...pinColumns } = getTableColumns(pin)
const { userId: _phone, ...phoneColumns } = getTableColumns(phone)
const { userId: _passkey, ...passkeyColumns } = getTableColumns(passkey)

/** What is read of a user in one statement: all but the passkeys, of which there may be several. */
export const userColumns = {
  user: getTableColumns(user),
  pin: pinColumns,
  phone: phoneColumns,
  series: seriesColumns,
}

/** Of an erased user nothing is left to be found but their sessions. */
export const isNotErased = sql`${user.dataKeyWrapped} <> ''`

/** Reads a user's passkeys, oldest first. */
export function passkeysOf({ orm }: Database): (userId: string) => PasskeyRow[] {
  const all = orm
    .select(passkeyColumns)
    .from(passkey)
    .where(eq(passkey.userId, sought('userId')))
    .orderBy(asc(passkey.createdAt), asc(passkey.credentialId))
    .prepare()
  return (userId) => all.all({ userId })
}

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
  const { orm, write, read } = db
  const passkeys = passkeysOf(db)
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
    findUser: async (platformId, externalId) =>
      read(() => {
        const found = find.get({ platformId, externalId })
        if (found === undefined) return null
        const credentials = { pin: found.pin, phone: found.phone, passkeys: passkeys(found.user.id) }
        return { user: found.user, credentials, series: found.series ?? noFailures }
      }),
    findUserById: async (id) => findById.get({ id }) ?? null,
    passkeyExists: async (credentialId) => findPasskey.get({ credentialId }) !== undefined,
  }
}
