import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { PasskeyRow } from '../store.ts'
import { passkey, user } from './schema.ts'

const { userId: _, ...columns } = getTableColumns(passkey)

/** Of JSON's own types only text and numbers are kept as they are. */
const fields = Object.entries(columns).flatMap(([name, column]) => {
  const value =
    column.dataType === 'boolean'
      ? sql`json(iif(${column}, 'true', 'false'))`
      : column.dataType === 'json'
        ? sql`json(${column})`
        : column
  return [sql.raw(`'${name}'`), value]
})

/** A user's passkeys, oldest first, as a column of the user's row: a statement of their own would cost more than they do. */
export const passkeysOfUser: SQL<readonly PasskeyRow[]> = sql<readonly PasskeyRow[]>`(
  select json_group_array(json_object(${sql.join(fields, sql`, `)}) order by ${passkey.createdAt}, ${passkey.credentialId})
  from ${passkey} where ${passkey.userId} = ${user.id}
)`.mapWith((rows: string) => JSON.parse(rows))
