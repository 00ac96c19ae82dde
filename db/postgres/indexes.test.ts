import { is } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectionOptions } from './connection-options.ts'
import { migrate } from './migrate.ts'
import { everyStatement } from './prepared.ts'
import * as schema from './schema.ts'
import './store.ts'
import { fillTables } from './testing/fill-tables.ts'
import { type TestDatabase, testDatabase } from './testing/test-database.ts'

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly Plan[]
}

/** Small tables that are read whole: a handful of platforms, keys, endpoints and days. */
const small = new Set([
  ...['platform', 'signing_key', 'epoch', 'history', 'webhook_endpoint', 'purge_record', 'return_url'],
  'schema_version',
])
/** What stops by itself: the first rows of an index, as many as are asked for. */
const bounded = /limit \$|min\(|max\(/

const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)]

describe('indexes of PostgreSQL', () => {
  const tables = Object.values(schema).filter((one) => is(one, PgTable))
  let database: TestDatabase
  beforeAll(async () => {
    database = await testDatabase()
    await migrate(connectionOptions(database.url))
    await fillTables(
      database,
      tables.filter((table) => !small.has(getTableConfig(table).name)),
    )
  })
  afterAll(() => database.drop())

  it('serve every statement of the store on filled tables: none reads a large one whole', async () => {
    const statements = everyStatement(drizzle(new pg.Client())).filter((statement) => !/^insert/.test(statement))
    expect(statements.length).toBeGreaterThan(100)
    const slow: string[] = []
    const client = new pg.Client(database.url)
    await client.connect()
    // Reading whole is dearer than anything: it is planned only where no index serves.
    await client.query('set enable_seqscan = off')
    for (const statement of statements) {
      const { rows } = await client.query(`explain (format json, generic_plan) ${statement}`)
      const nodes = flat(rows[0]['QUERY PLAN'][0].Plan).filter(({ 'Relation Name': of }) => of && !small.has(of))
      const whole = nodes.filter((node) =>
        node['Node Type'] === 'Seq Scan' ? true : /Index/.test(node['Node Type']) && !node['Index Cond'],
      )
      if (whole.some((node) => node['Node Type'] === 'Seq Scan' || !bounded.test(statement))) slow.push(statement)
    }
    await client.end()
    expect(slow).toEqual([])
  })

  it('serve what each mint asks by its user while nobody has counted the rows yet', async () => {
    const young = await testDatabase()
    await migrate(connectionOptions(young.url))
    const asked = everyStatement(drizzle(new pg.Client())).filter((statement) => /"operation_hash" = /.test(statement))
    expect(asked).toHaveLength(2)
    // A plan that a connection makes now, it keeps until the rows are counted: the next minute, on a busy day.
    const client = new pg.Client(young.url)
    await client.connect()
    for (let there = 0; there < 1000; there += 40) {
      for (const one of asked) {
        const { rows } = await client.query(`explain (format json, generic_plan) ${one}`)
        const nodes = flat(rows[0]['QUERY PLAN'][0].Plan).filter((node) => node['Relation Name'] === 'session')
        expect(nodes.length).toBeGreaterThan(0)
        for (const node of nodes)
          expect([there, node['Index Cond']]).toEqual([there, expect.stringContaining('user_id = ')])
      }
      await client.query(`set session_replication_role = replica;
        insert into session (id, platform_id, user_id, external_user_id, purpose, operation_hash, policy, token_hash,
          credentials_version, epoch, created_at, expires_at)
        select v, v, v, v, v, v, v, v, 1, 1, 1, 1
        from (select lpad(n::text, 30, 'v') as v from generate_series(${there}, ${there + 39}) as n) as made`)
    }
    await client.end()
    await young.drop()
  })

  it('are led by each foreign key and expiry', async () => {
    const { rows } = await database.query(`
      with wanted as (
        select conrelid as relation, conkey[1] as number from pg_constraint where contype = 'f'
        union select attrelid, attnum from pg_attribute where attname in ('expires_at', 'blocked_until')
          and attrelid in (select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace)
      )
      select relation::regclass::text as table, attname::text as column from wanted
      join pg_attribute on attrelid = relation and attnum = number
      where not exists (select 1 from pg_index where indrelid = relation and indkey[0] = number)`)
    expect(rows).toEqual([])
  })
})
