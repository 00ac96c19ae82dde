import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll } from 'vitest'
import { systemRandom } from '../../lib/ports/random.ts'
import { storeContract } from '../store.contract.ts'
import { openPostgresStore } from './store.ts'
import { emptyTables } from './testing/empty-tables.ts'
import { type TestDatabase, testDatabase } from './testing/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

storeContract('PostgreSQL', async () => {
  const store = openPostgresStore(database.url, { random: systemRandom, pause })
  await store.ping()
  await emptyTables(database)
  return store
})
