import { and, eq, getTableColumns, ne } from 'drizzle-orm'
import { noFailures } from '../../lib/sca/limits.ts'
import { slot, slots } from '../slots.ts'
import type { PasskeyRow, Store } from '../store.ts'
import { keepAnswer } from './answers.ts'
import { jsonRows } from './json-rows.ts'
import { type Connection, prepared } from './prepared.ts'
import { attempt, passkey, phone, pin, user } from './schema.ts'
import { seriesColumns } from './series.ts'
import type { Transactions } from './transactions.ts'

type Verbs = Pick<Store, 'saveUser' | 'findUser' | 'findUserById' | 'passkeyExists'>

const { userId: _pin, ...pinColumns } = getTableColumns(pin)
const { userId: _phone, ...phoneColumns } = getTableColumns(phone)
const { userId: _passkey, ...passkeyColumns } = getTableColumns(passkey)

/** What is read of a user in one statement. Passkeys come oldest first. */
export const userColumns = {
  user: getTableColumns(user),
  pin: pinColumns,
  phone: phoneColumns,
  series: seriesColumns,
  passkeys: jsonRows<PasskeyRow>(passkey, passkeyColumns, eq(passkey.userId, user.id), [
    passkey.createdAt,
    passkey.credentialId,
  ]),
}

const { id, ...rest } = slots(user)
const statements = prepared('users', (orm) => ({
  replace: orm
    .update(user)
    .set(rest)
    .where(and(eq(user.id, id), eq(user.version, slot('expectedVersion')))),
  insert: orm.insert(user).values(slots(user)).onConflictDoNothing(),
  find: orm
    .select(userColumns)
    .from(user)
    .leftJoin(pin, eq(pin.userId, user.id))
    .leftJoin(phone, eq(phone.userId, user.id))
    .leftJoin(attempt, eq(attempt.userId, user.id))
    .where(
      and(
        eq(user.platformId, slot('platformId')),
        eq(user.externalId, slot('externalId')),
        // Erased: there is nothing to be found of them but their sessions.
        ne(user.dataKeyWrapped, ''),
      ),
    ),
  findById: orm
    .select()
    .from(user)
    .where(eq(user.id, slot('id'))),
  findPasskey: orm
    .select({ credentialId: passkey.credentialId })
    .from(passkey)
    .where(eq(passkey.credentialId, slot('credentialId'))),
}))

/** Replaces the row of a user who is locked, and who was read under that lock. */
export function replaceLocked(at: Connection, row: typeof user.$inferInsert, version: number): void {
  statements(at).replace.send({ ...row, expectedVersion: version })
}

/** Users and what they hold. */
export function users({ read, write }: Transactions): Verbs {
  return {
    saveUser: (row, expectedVersion, answer) =>
      write(async (at) => {
        const saved =
          expectedVersion === null
            ? (await statements(at).insert.run({ ...row })) === 1
            : (await statements(at).replace.run({ ...row, version: expectedVersion + 1, expectedVersion })) === 1
        if (!saved) return 'conflict'
        await keepAnswer(at, answer, row.id)
        return 'saved'
      }),
    findUser: async (platformId, externalId) => {
      const found = await read((at) => statements(at).find.get({ platformId, externalId }))
      if (found === undefined) return null
      const credentials = { pin: found.pin, phone: found.phone, passkeys: found.passkeys }
      return { user: found.user, credentials, series: found.series ?? noFailures }
    },
    findUserById: async (wanted) => (await read((at) => statements(at).findById.get({ id: wanted }))) ?? null,
    passkeyExists: async (credentialId) =>
      (await read((at) => statements(at).findPasskey.get({ credentialId }))) !== undefined,
  }
}
