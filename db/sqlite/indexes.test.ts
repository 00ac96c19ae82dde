import Sqlite from 'better-sqlite3'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { openDatabase } from './open.ts'
import { openSqliteStore } from './store.ts'

/** Every statement that the store prepares, seen while it opens. */
function statementsOfTheStore(): string[] {
  const prepare = vi.spyOn(Sqlite.prototype, 'prepare')
  void openSqliteStore(':memory:').close()
  const seen = prepare.mock.calls.map(([statement]) => String(statement))
  prepare.mockRestore()
  return seen.filter((statement) => /^(select|update|delete)/.test(statement))
}

/** Small tables that are read whole: a handful of platforms, keys and epochs. */
const readWhole = [/^SCAN platform$/, /^SCAN epoch$/, /^SCAN signing_key$/, /USE TEMP B-TREE FOR ORDER BY/]

describe('indexes of SQLite', () => {
  const db = openDatabase(':memory:')
  afterAll(() => db.close())
  const rows = <T>(statement: string) => db.orm.$client.prepare(statement).all() as T[]

  const statements = statementsOfTheStore()
  it('sees the statements', () => {
    expect(statements.length).toBeGreaterThan(40)
  })

  it.each(statements)('serves %s', (statement) => {
    const parameters = Array.from({ length: statement.split('?').length - 1 }, () => null)
    const plan = db.orm.$client.prepare(`explain query plan ${statement}`).all(...parameters) as { detail: string }[]
    const whole = /from "(platform|signing_key|epoch)" order by/.test(statement)
    const slow = plan
      .map(({ detail }) => detail)
      .filter((detail) => /SCAN|TEMP B-TREE/.test(detail) && !/USING (COVERING )?INDEX|CONSTANT ROW/.test(detail))
      // Puts the few return URLs of one platform in order.
      .filter((detail) => detail !== 'USE TEMP B-TREE FOR json_group_array(ORDER BY)')
      // Counts what a limit has cut off already.
      .filter((detail) => detail !== 'SCAN bounded')
      // Reads the ids that were handed in.
      .filter((detail) => !detail.startsWith('SCAN json_each VIRTUAL TABLE'))
      .filter((detail) => !(whole && readWhole.some((known) => known.test(detail))))
    expect(slow).toEqual([])
  })

  it.each(statements)('is planned once, not at each run: %s', (statement) => {
    // See `sought`: the planner looks at what a bare parameter is.
    expect(statement.match(/\s(where|limit|offset)\s.*/s)?.[0] ?? '').not.toMatch(/(=|<|>|limit|offset) \?/)
  })

  const tables = rows<{ name: string }>(
    `select name from sqlite_master where type = 'table' and name not like 'sqlite%'`,
  )
  const leading = (table: string) =>
    rows<{ name: string }>(`pragma index_list("${table}")`).map(
      ({ name }) => rows<{ name: string }>(`pragma index_info("${name}")`)[0]?.name,
    )

  it.each(tables)('has each expiry and foreign key of $name lead an index', ({ name }) => {
    const columns = rows<{ name: string }>(`pragma table_info("${name}")`).map((column) => column.name)
    const expiries = columns.filter((column) => /^(expires_at|blocked_until)$/.test(column))
    const references = rows<{ from: string }>(`pragma foreign_key_list("${name}")`).map(({ from }) => from)
    const led = leading(name)
    expect([...expiries, ...references].filter((column) => !led.includes(column))).toEqual([])
  })
})
