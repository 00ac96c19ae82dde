import { getTableName, is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from './open.ts'
import * as schema from './schema.ts'

describe('the migrations make the schema', () => {
  const db = openDatabase(':memory:')
  afterAll(() => db.close())
  const tables = Object.values(schema).filter((one) => is(one, SQLiteTable))
  const names = (statement: string) =>
    (db.orm.$client.prepare(statement).all() as { name: string }[]).map(({ name }) => name).sort()

  it('has these tables and no other', () => {
    const found = names(`select name from sqlite_master where type = 'table' and name not like 'sqlite%'`)
    expect(found).toEqual(tables.map(getTableName).sort())
  })

  it.each(tables.map((table) => getTableConfig(table)))('has the columns and indexes of $name', (table) => {
    const columns = db.orm.$client.prepare(`pragma table_info("${table.name}")`).all() as Record<string, unknown>[]
    expect(columns.map(({ name, type, notnull }) => ({ name, type: String(type).toLowerCase(), notnull }))).toEqual(
      table.columns.map((column) => ({
        name: column.name,
        type: column.getSQLType(),
        notnull: Number(column.notNull),
      })),
    )
    const made = names(`select name from sqlite_master where type = 'index' and tbl_name = '${table.name}'`)
    const unique = table.columns.filter(({ isUnique }) => isUnique).map(({ uniqueName }) => String(uniqueName))
    const declared = [...table.indexes.map(({ config }) => config.name), ...unique].sort()
    expect(made.filter((name) => !name.startsWith('sqlite_autoindex'))).toEqual(declared)
  })
})
