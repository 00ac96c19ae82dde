import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectionOptions } from './postgres/connection-options.ts'
import { migrate } from './postgres/migrate.ts'
import * as postgres from './postgres/schema.ts'
import { type TestDatabase, testDatabase } from './postgres/testing/test-database.ts'
import { openDatabase } from './sqlite/open.ts'
import * as sqlite from './sqlite/schema.ts'
import { declaredConditions, declaredShape } from './testing/declared-shape.ts'
import { postgresShape, sqliteShape } from './testing/migrated-shape.ts'

const migrations = (engine: string): string[] =>
  JSON.parse(readFileSync(new URL(`./${engine}/migrations/meta/_journal.json`, import.meta.url), 'utf8')).entries.map(
    ({ tag }: { tag: string }) => tag,
  )

describe('both engines have the same tables', () => {
  const declared = declaredShape(sqlite)
  let database: TestDatabase
  beforeAll(async () => {
    database = await testDatabase()
    await migrate(connectionOptions(database.url))
  })
  afterAll(() => database.drop())

  it('with the same columns, keys, indexes and references in their schemas', () => {
    expect(Object.keys(declared).length).toBeGreaterThan(20)
    expect(declaredShape(postgres)).toEqual(declared)
  })

  it('with the same rows in their partial indexes', () => {
    expect(Object.keys(declaredConditions(sqlite)).length).toBeGreaterThan(5)
    expect(declaredConditions(postgres)).toEqual(declaredConditions(sqlite))
  })

  it('in a SQLite file that was migrated', () => {
    const { orm, close } = openDatabase(':memory:')
    expect(sqliteShape(orm.$client)).toEqual(declared)
    close()
  })

  it('in a PostgreSQL database that was migrated', async () => {
    expect(await postgresShape(database)).toEqual(declared)
  })

  it('by migrations of the same numbers and names', () => {
    expect(migrations('postgres')).toEqual(migrations('sqlite'))
  })
})
