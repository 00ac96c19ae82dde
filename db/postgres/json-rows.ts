import { type Column, type SQL, sql, type Table } from 'drizzle-orm'

/**
 * The rows of another table inside of a statement, so that one statement, which is one snapshot and one round trip,
 * reads them with what they belong to. In: the table, its columns by the names they get, which rows, in which order.
 */
export function jsonRows<Row>(
  table: Table,
  columns: Readonly<Record<string, Column>>,
  where: SQL,
  order: readonly Column[],
): SQL<Row[]> {
  const fields = Object.entries(columns).map(([name, column]) => sql`${sql.raw(`'${name}'`)}, ${column}`)
  const row = sql`json_build_object(${sql.join(fields, sql`, `)})`
  const by = sql.join([...order], sql`, `)
  return sql`(select coalesce(json_agg(${row} order by ${by}), '[]'::json) from ${table} where ${where})`
}
