import { type Column, getTableName, is, type SQL, type Table } from 'drizzle-orm'
import { getTableConfig as ofPostgres, PgDialect, PgTable } from 'drizzle-orm/pg-core'
import { getTableConfig as ofSqlite, SQLiteSyncDialect, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { columnWords, indexWords, referenceWords, type Shape, type TableShape } from './shape.ts'

interface Config {
  readonly columns: readonly Column[]
  readonly primaryKeys: readonly { readonly columns: readonly { readonly name: string }[] }[]
  readonly indexes: readonly { readonly config: object }[]
  readonly foreignKeys: readonly {
    readonly onDelete: string | undefined
    reference(): { columns: readonly Column[]; foreignTable: Table; foreignColumns: readonly Column[] }
  }[]
}

interface Index {
  readonly name: string
  readonly unique: boolean
  readonly columns: readonly { readonly name: string }[]
  readonly where?: SQL | undefined
}

/** What the schema of an engine declares. In: the module with its tables. */
export function declaredShape(schema: Readonly<Record<string, unknown>>): Shape {
  const shapes = Object.values(schema).flatMap((one): [string, TableShape][] => {
    if (is(one, PgTable)) return [[getTableName(one), shapeOf(ofPostgres(one) as Config)]]
    if (is(one, SQLiteTable)) return [[getTableName(one), shapeOf(ofSqlite(one) as Config)]]
    return []
  })
  return Object.fromEntries(shapes.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The conditions of partial indexes, as each engine is told them. */
export function declaredConditions(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const conditions = Object.values(schema).flatMap((one): [string, string][] => {
    if (is(one, PgTable)) {
      return found(ofPostgres(one) as Config, (where) => new PgDialect().sqlToQuery(where, 'indexes').sql)
    }
    if (!is(one, SQLiteTable)) return []
    return found(ofSqlite(one) as Config, (where) => new SQLiteSyncDialect().sqlToQuery(where, 'indexes').sql)
  })
  return Object.fromEntries(conditions.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function found({ indexes }: Config, words: (where: SQL) => string): [string, string][] {
  return indexes.flatMap(({ config }) => {
    const { name, where } = config as Index
    return where === undefined ? [] : [[name, words(where)]]
  })
}

function shapeOf({ columns, primaryKeys, indexes, foreignKeys }: Config): TableShape {
  const key = primaryKeys[0]?.columns.map(({ name }) => name) ?? columns.filter((c) => c.primary).map((c) => c.name)
  const unique = columns.filter(({ isUnique }) => isUnique)
  return {
    columns: columns.map((c) => columnWords(c.name, c.getSQLType(), c.notNull)).sort(),
    key,
    indexes: [
      ...unique.map(({ uniqueName, name }) => indexWords(String(uniqueName), [name], true, false)),
      ...indexes.map(({ config }) => {
        const { name, columns: of, unique: once, where } = config as Index
        return indexWords(
          name,
          of.map((column) => column.name),
          once,
          where !== undefined,
        )
      }),
    ].sort(),
    references: foreignKeys
      .map((foreign) => {
        const { columns: from, foreignTable, foreignColumns } = foreign.reference()
        const names = (of: readonly Column[]) => of.map(({ name }) => name)
        return referenceWords(
          names(from),
          getTableName(foreignTable),
          names(foreignColumns),
          foreign.onDelete ?? 'no action',
        )
      })
      .sort(),
  }
}
