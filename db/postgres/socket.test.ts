import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemRandom } from '../../lib/ports/random.ts'
import { openPostgresStore } from './store.ts'
import { type RunningPostgres, startPostgres } from './testing/start-postgres.ts'

let server: RunningPostgres
const folder = mkdtempSync(join(tmpdir(), 'assent-socket-'))
beforeAll(async () => {
  chmodSync(folder, 0o777)
  // As in compose.yaml: no network at all.
  server = await startPostgres({ settings: { listen_addresses: '', unix_socket_directories: folder } })
})
afterAll(async () => {
  await server.remove()
  rmSync(folder, { recursive: true, force: true })
})

it('a PostgreSQL without a network is reached by its socket', async () => {
  const { username, password } = new URL(server.url)
  const url = `postgres:///postgres?host=${folder}&port=${server.port}&user=${username}&password=${password}`
  const store = openPostgresStore(url, { random: systemRandom, pause: (ms) => pause(ms) })
  await store.ping()
  expect(await store.listPlatforms()).toEqual([])
  await store.close()
})
