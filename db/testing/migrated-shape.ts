import type { Database } from 'better-sqlite3'
import type { TestDatabase } from '../postgres/testing/test-database.ts'
import { columnWords, indexWords, referenceWords, type Shape, type TableShape } from './shape.ts'

/** What a SQLite file is made of, as it says itself. */
export function sqliteShape(client: Database): Shape {
  const all = <T>(statement: string) => client.prepare(statement).all() as T[]
  const tables = all<{ name: string }>(
    `select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name`,
  )
  return Object.fromEntries(
    tables.map(({ name }): [string, TableShape] => {
      const columns = all<{ name: string; type: string; notnull: number; pk: number }>(`pragma table_info("${name}")`)
      const indexes = all<{ name: string; unique: number; partial: number; origin: string }>(
        `pragma index_list("${name}")`,
      )
      const references = all<{ from: string; table: string; to: string; on_delete: string }>(
        `pragma foreign_key_list("${name}")`,
      )
      const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk)
      return [
        name,
        {
          columns: columns.map((c) => columnWords(c.name, c.type.toLowerCase(), c.notnull === 1)).sort(),
          key: key.map((column) => column.name),
          indexes: indexes
            .filter(({ origin }) => origin !== 'pk')
            .map((index) => {
              const of = all<{ name: string }>(`pragma index_info("${index.name}")`).map((column) => column.name)
              return indexWords(index.name, of, index.unique === 1, index.partial === 1)
            })
            .sort(),
          references: references.map((r) => referenceWords([r.from], r.table, [r.to], r.on_delete)).sort(),
        },
      ]
    }),
  )
}

const names = (numbers: string, table: string) => `(
  select json_agg(attname::text order by place) from unnest(${numbers}) with ordinality as list (number, place)
  join pg_attribute on attrelid = ${table} and attnum = number
)`

/** What a PostgreSQL database is made of, as it says itself; but for the table that counts migrations. */
export async function postgresShape(database: TestDatabase): Promise<Shape> {
  const all = async (statement: string) => (await database.query(statement)).rows
  const columns = await all(`
    select c.relname as table, a.attname as name, a.attnotnull as not_null,
      format_type(a.atttypid, a.atttypmod) || coalesce(' collate "' || l.collname || '"', '') as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_collation l on l.oid = a.attcollation
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'schema_version'`)
  const indexes = await all(`
    select t.relname as table, c.relname as name, i.indisunique as is_unique, i.indisprimary as is_key,
      i.indpred is not null as partial, ${names('i.indkey', 'i.indrelid')} as columns
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
    where t.relnamespace = 'public'::regnamespace`)
  const references = await all(`
    select t.relname as table, f.relname as other, ${names('k.conkey', 'k.conrelid')} as columns,
      ${names('k.confkey', 'k.confrelid')} as others,
      case k.confdeltype when 'c' then 'cascade' when 'a' then 'no action' else k.confdeltype::text end as on_delete
    from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_class f on f.oid = k.confrelid
    where k.contype = 'f'`)
  const tables = [...new Set<string>(columns.map(({ table }) => table))].sort()
  return Object.fromEntries(
    tables.map((name): [string, TableShape] => {
      const of = <T extends { table: string }>(rows: readonly T[]) => rows.filter(({ table }) => table === name)
      return [
        name,
        {
          columns: of(columns)
            .map((c) => columnWords(c.name, c.type, c.not_null))
            .sort(),
          key: of(indexes).find(({ is_key }) => is_key)?.columns ?? [],
          indexes: of(indexes)
            .filter(({ is_key }) => !is_key)
            .map((i) => indexWords(i.name, i.columns, i.is_unique, i.partial))
            .sort(),
          references: of(references)
            .map((r) => referenceWords(r.columns, r.other, r.others, r.on_delete))
            .sort(),
        },
      ]
    }),
  )
}
