import { getTableColumns, type SQL, sql, type Table } from 'drizzle-orm'

/** A named parameter of a prepared statement. Typed as SQL because Drizzle takes it wherever it takes SQL. */
export function slot(name: string): SQL {
  return sql.placeholder(name) as unknown as SQL
}

/** A parameter for every column of a table (but some), named like the column: a row of the port fills them. */
export function slots<T extends Table, K extends string = never>(
  table: T,
  but: readonly K[] = [],
): { [C in Exclude<keyof T['$inferInsert'] & string, K>]: SQL } {
  const names = Object.keys(getTableColumns(table)).filter((name) => !but.some((left) => left === name))
  return Object.fromEntries(names.map((name) => [name, slot(name)])) as never
}
