import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { anAct } from '../contract/care-rows.ts'
import { aWorld, now } from '../contract/rows.ts'
import { type Checkpoints, startCheckpoints } from './checkpoints.ts'
import { openSqliteStore } from './store.ts'

const MiB = 2 ** 20

describe('checkpoints on a thread of their own (REL-16)', () => {
  let folder: string
  let path: string
  let client: Sqlite.Database
  let checkpoints: Checkpoints | null
  const told: string[] = []
  let away: PromiseWithResolvers<void>

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assent-checkpoints-'))
    path = join(folder, 'assent.db')
    client = new Sqlite(path)
    client.pragma('journal_mode = WAL')
    client.pragma('wal_autocheckpoint = 0')
    client.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, blob BLOB)')
    told.length = 0
    away = Promise.withResolvers()
    checkpoints = null
  })

  afterEach(async () => {
    await checkpoints?.stop()
    client.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const begin = () => {
    checkpoints = startCheckpoints(path, {
      onAway: (is) => {
        told.push(is ? 'away' : 'here')
        if (is) away.resolve()
      },
      onFault: (fault) => told.push(fault),
    })
    return checkpoints
  }
  const write = (megabytes: number) => {
    const insert = client.prepare('INSERT INTO t (blob) VALUES (zeroblob(?))')
    for (let i = 0; i < megabytes * 4; i += 1) insert.run(MiB / 4)
  }
  const walBytes = () => statSync(`${path}-wal`).size

  it('the log is empty after a checkpoint, however much was written, and everything is in the file', async () => {
    const thread = begin()
    await away.promise
    for (let round = 0; round < 3; round += 1) {
      write(20)
      expect(await thread.now()).toBe(0)
    }
    expect(walBytes()).toBe(0)
    expect(statSync(path).size).toBeGreaterThan(60 * MiB)
  })

  it('without it the log would have grown by all that was written', () => {
    write(20)
    write(20)
    expect(walBytes()).toBeGreaterThan(40 * MiB)
  })

  it('a reader who holds an old state stops no writer, and the log is emptied once they are gone', async () => {
    const thread = begin()
    await away.promise
    write(1)
    const reader = new Sqlite(path, { readonly: true })
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM t').get()
    write(5)
    expect(await thread.now()).toBeGreaterThan(0)
    write(5)
    reader.exec('COMMIT')
    reader.close()
    expect(await thread.now()).toBe(0)
  })

  it('a thread that dies is said and started again; until then the connection sees to it itself', async () => {
    const thread = begin()
    await away.promise
    away = Promise.withResolvers()
    await thread.thread().terminate()
    expect(told).toEqual(['away', 'here', 'it ended'])
    await away.promise
    write(20)
    expect(await thread.now()).toBe(0)
  })

  it('stops without a word, and is gone then', async () => {
    const thread = begin()
    await away.promise
    const exited = once(thread.thread(), 'exit')
    await thread.stop()
    await exited
    expect(told).toEqual(['away'])
  })

  it('PII-04 an erasure waits for no reader of an old state, and the log is emptied once they are gone', async () => {
    const own = join(folder, 'store.db')
    const store = openSqliteStore(own, { lease: true })
    const { user } = await aWorld(store)
    const reader = new Sqlite(own, { readonly: true })
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM user').get()
    const act = anAct(user.id, { did: 'erased' })
    await store.eraseUser({ userId: user.id, pseudonym: 'erased:1', at: now, act })
    expect(await store.eraseMore(user.id, null, 100)).toBe('done')
    expect(statSync(`${own}-wal`).size).toBeGreaterThan(0)
    reader.close()
    await expect.poll(() => statSync(`${own}-wal`).size, { timeout: 20_000 }).toBe(0)
    await store.close()
  })

  it('a thread that dies while it is asked for an empty log answers nobody, and says so', async () => {
    const thread = begin()
    await away.promise
    const asked = thread.now()
    await Promise.all([thread.thread().terminate(), asked])
    expect([0, null]).toContain(await asked)
    await thread.stop()
    expect(await thread.now()).toBeNull()
  })

  it('the store of a server leaves no log behind when it closes', async () => {
    const own = join(folder, 'store.db')
    const store = openSqliteStore(own, { lease: true })
    await store.ping()
    await store.close()
    expect(statSync(`${own}-wal`, { throwIfNoEntry: false })).toBeUndefined()
    // Nobody holds it any more: another server may open it at once.
    await openSqliteStore(own, { lease: true }).close()
  })
})
