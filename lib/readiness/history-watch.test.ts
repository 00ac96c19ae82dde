import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqliteStore } from '../../db/sqlite/store.ts'
import { makeWorld, mint, seed, type World } from '../session/testing/world.ts'
import { historyWatch } from './history-watch.ts'
import { readinessOf } from './readiness.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-history-'))
  path = join(folder, 'assent.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A server's store on the file, and what watches its history, after the first look. */
async function serving(at = 0) {
  const world: World = makeWorld()
  await world.deps.store.close()
  world.time.now += at
  const deps = { ...world.deps, store: openSqliteStore(path, { lease: true }) }
  const watch = await historyWatch(deps)
  const found = await watch.look()
  return { ...world, deps, watch, found }
}
type Serving = Awaited<ReturnType<typeof serving>>
const reasons = async ({ deps }: Pick<Serving, 'deps'>) =>
  (await deps.store.listEpochs()).map(({ number, reason }) => `${number} ${reason}`)

async function backup(to: string): Promise<void> {
  const file = new Sqlite(path, { readonly: true })
  await file.backup(to)
  file.close()
}

function restore(from: string): void {
  for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true })
  copyFileSync(from, path)
}

it('goes on after a stop', async () => {
  const first = await serving()
  await first.deps.store.close()
  const next = await serving()
  expect(next.found).toEqual({ lost: false, ahead: false })
  expect(await reasons(next)).toEqual(['1 first'])
  await next.deps.store.close()
})

it('REL-07 notices an older backup at the next start, voids once, and says which time may be lost', async () => {
  const old = join(folder, 'backup.db')
  const before = await serving()
  await seed(before)
  const open = await mint(before, 'enrolment')
  await backup(old)
  before.time.now += 60_000
  await before.watch.look()
  await before.deps.store.close()
  restore(old)

  const after = await serving(3_600_000)
  expect(after.found).toEqual({ lost: false, ahead: false })
  expect(await reasons(after)).toEqual(['1 first', '2 went-back'])
  const record = await after.deps.store.loadSession(open.id)
  expect([record?.session.epoch, record?.epoch]).toEqual([1, 2])
  const alarm = after.logged.find((line) => line.includes('"alarm":true')) ?? ''
  expect(JSON.parse(alarm)).toMatchObject({
    written: 'begun',
    lostFrom: '2026-06-01T12:00:00.000Z',
    lostTo: '2026-06-01T13:00:00.000Z',
  })
  expect(after.watch.present()).toEqual({ number: 2, beganAt: after.time.now })
  await after.deps.store.close()

  const later = await serving(3_600_000)
  expect(await reasons(later)).toEqual(['1 first', '2 went-back'])
  await later.deps.store.close()
})

it('REL-07 gives no number of an epoch again that a backup does not know', async () => {
  const old = join(folder, 'backup.db')
  const before = await serving()
  await backup(old)
  const begin = { atLeast: 0, reason: 'restored', at: 1, knownUntil: null } as const
  await before.deps.store.beginEpoch({ ...begin, after: 1 })
  await before.deps.store.beginEpoch({ ...begin, after: 2 })
  await before.watch.look()
  await before.deps.store.close()
  restore(old)
  const after = await serving()
  expect(await reasons(after)).toEqual(['1 first', '4 went-back'])
  await after.deps.store.close()
})

it('REL-07 notices again after a crash between noticing and the new epoch', async () => {
  const old = join(folder, 'backup.db')
  const before = await serving()
  await backup(old)
  await before.watch.look()
  await before.deps.store.close()
  restore(old)
  // As far as a process came that died there: it had written its first mark.
  const dying = openSqliteStore(path, { lease: true })
  await dying.markHistory(1, await dying.recallMark())
  await dying.close()
  const after = await serving()
  expect(await reasons(after)).toEqual(['1 first', '2 went-back'])
  await after.deps.store.close()
})

it('REL-06 follows an epoch that the operator or another server began, and begins no other', async () => {
  const server = await serving()
  const other = openSqliteStore(path)
  await other.beginEpoch({ after: 1, atLeast: 0, reason: 'restored', at: server.time.now, knownUntil: null })
  await server.watch.look()
  await server.watch.look()
  expect(server.watch.present()?.number).toBe(2)
  expect(await reasons(server)).toEqual(['1 first', '2 restored'])
  expect(server.logged.filter((line) => line.includes('a new epoch has begun'))).toHaveLength(1)
  await other.close()
  await server.deps.store.close()
})

it('takes another database for what it is, and says so', async () => {
  const first = await serving()
  await first.watch.look()
  await first.deps.store.close()
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true })
  const next = await serving()
  expect(await reasons(next)).toEqual(['1 first'])
  expect(next.logged.join()).toContain('another database')
  await next.deps.store.close()
})

it.each(['', '{', '[]', '{"lineage":1}', 'null'])('a memory of %j remembers nothing', async (text) => {
  const first = await serving()
  await first.deps.store.close()
  writeFileSync(`${path}.mark`, text)
  const next = await serving()
  expect(await reasons(next)).toEqual(['1 first'])
  await next.deps.store.close()
})

it('REL-07 notices a backup of the last moment before a stop in order', async () => {
  const world = makeWorld()
  await world.deps.store.close()
  const server = async () => {
    const deps = { ...world.deps, store: openSqliteStore(path, { lease: true }) }
    const readiness = await readinessOf(deps)
    return { deps, stop: readiness.watch() }
  }
  const first = await server()
  await backup(join(folder, 'backup.db'))
  await seed({ ...world, deps: first.deps })
  await first.stop()
  await first.deps.store.close()
  restore(join(folder, 'backup.db'))
  const next = await server()
  expect(await reasons(next)).toEqual(['1 first', '2 went-back'])
  await next.stop()
  await next.deps.store.close()
})
