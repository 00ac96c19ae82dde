import { setTimeout as pause } from 'node:timers/promises'
import { systemRandom } from '../../lib/ports/random.ts'
import { openPostgresStore } from '../postgres/store.ts'
import { testDatabase } from '../postgres/testing/test-database.ts'
import { openSqliteStore } from '../sqlite/store.ts'
import type { Store } from '../store.ts'

/**
 * An empty store for tests of what stands on it: in memory, or with `ASSENT_TEST_STORE=postgres` in a database of its own,
 * so that all of them can be tried on the other engine too.
 */
export async function storeOfTests(): Promise<Store> {
  if (process.env['ASSENT_TEST_STORE'] !== 'postgres') return openSqliteStore(':memory:')
  const { url } = await testDatabase()
  return openPostgresStore(url, { random: systemRandom, pause }, { connections: 2 })
}
