import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import type { TestDatabase } from './test-database.ts'

const many = 5_000

/**
 * Fills tables with rows of which no two are alike, so that the planner has statistics to choose by. What rows refer to
 * is not looked at: such rows serve no other purpose.
 */
export async function fillTables(database: TestDatabase, tables: readonly PgTable[]): Promise<void> {
  const statements = tables.map((table) => {
    const { name, columns } = getTableConfig(table)
    const filled = columns.filter(({ generatedIdentity }) => generatedIdentity === undefined)
    const list = filled.map((column) => `"${column.name}"`).join(', ')
    const values = filled.map(madeUp).join(', ')
    return `insert into "${name}" (${list}) select ${values} from generate_series(2, ${many}) as n on conflict do nothing`
  })
  await database.query(`set session_replication_role = replica; ${statements.join(';')}; analyze`)
}

function madeUp(column: PgColumn): string {
  const type = column.getSQLType()
  const value = type === 'boolean' ? 'n % 2 = 0' : type === 'bigint' ? 'n' : type === 'json' ? `'{}'` : `'v' || n`
  // What may be missing is missing in a tenth of the rows, as sessions without an outcome are.
  return column.notNull ? (type === 'bytea' ? `'v'` : value) : `case when n % 10 > 0 then ${value} end`
}
