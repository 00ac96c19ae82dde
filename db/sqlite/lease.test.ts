import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeLease } from './lease.ts'
import { migrate } from './migrate.ts'
import { openSqliteStore } from './store.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-lease-'))
  path = join(folder, 'assent.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A server in a process of its own. Out: what it said until it served or ended, how it ended, and how to end it. */
async function serving() {
  const child = spawn(process.execPath, [new URL('./testing/lease-holder.ts', import.meta.url).pathname, path])
  const ended = once(child, 'close') as Promise<[number | null, string | null]>
  let said = ''
  const serves = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        said += data
        if (said === 'serving\n') resolve()
      })
  })
  await Promise.race([serves, ended])
  const kill = async () => {
    child.kill('SIGKILL')
    return ended
  }
  return { said, ended, kill }
}

describe('REL-05 the lease on a file', () => {
  it('lets one process serve, and tells a second one what to do, which then ends', async () => {
    const first = await serving()
    expect(first.said).toBe('serving\n')
    const second = await serving()
    expect(second.said).toMatch(/Another server is using .*assent\.db.* Stop that server first.*PostgreSQL/)
    expect(await second.ended).toEqual([1, null])
    await first.kill()
  })

  it('goes with a process that was killed', async () => {
    const first = await serving()
    expect(await first.kill()).toEqual([null, 'SIGKILL'])
    const next = await serving()
    expect(next.said).toBe('serving\n')
    await next.kill()
  })

  it('has one winner of four processes that start together', async () => {
    const servers = await Promise.all(Array.from({ length: 4 }, serving))
    expect(servers.filter(({ said }) => said === 'serving\n')).toHaveLength(1)
    await Promise.all(servers.map(({ kill }) => kill()))
  })

  it('is not asked of tools, nor of memory', async () => {
    const server = openSqliteStore(path, { lease: true })
    expect(() => openSqliteStore(path, { lease: true })).toThrow(/Another server is using/)
    const tool = openSqliteStore(path)
    await tool.ping()
    const memories = [openSqliteStore(':memory:', { lease: true }), openSqliteStore(':memory:', { lease: true })]
    for (const store of [tool, server, ...memories]) await store.close()
    await openSqliteStore(path, { lease: true }).close()
  })

  it('is given back by a start that fails', async () => {
    const nowhere = join(folder, 'a-folder')
    await openSqliteStore(join(nowhere, 'assent.db')).close()
    // The path of the database is a folder: SQLite cannot open it, twice for the same reason.
    const refusals = [1, 2].map(() => {
      try {
        openSqliteStore(nowhere, { lease: true })
      } catch (fault) {
        return (fault as Error).message
      }
      return 'opened'
    })
    expect(refusals[0]).toMatch(/unable to open/)
    expect(refusals[1]).toBe(refusals[0])
  })

  it.each(['assent.db', 'assent.db.lease'])('is lost when %s is replaced', async (replaced) => {
    await openSqliteStore(path).close()
    const lease = takeLease(path)
    expect(lease.held()).toBe(true)
    copyFileSync(join(folder, replaced), join(folder, 'backup'))
    renameSync(join(folder, 'backup'), join(folder, replaced))
    expect(lease.held()).toBe(false)
    lease.release()
  })

  it('keeps the schema as the server knows it: a newer command does not migrate under an older server', async () => {
    const server = openSqliteStore(path, { lease: true })
    const newer = migrationsAndOneMore()
    const tool = new Sqlite(path)
    expect(() => migrate(tool, false, newer)).toThrow(/schema of an older version.*Stop that server/)
    expect(tool.pragma('user_version', { simple: true })).toBe(1)
    expect((await server.examine()).schema).toBe('ok')
    await server.close()
    migrate(tool, false, newer)
    expect(tool.pragma('user_version', { simple: true })).toBe(2)
    // What was held meanwhile is free again.
    takeLease(path).release()
    tool.close()
  })

  it('a newer server migrates what it alone serves', () => {
    openSqliteStore(path)
    const lease = takeLease(path)
    const server = new Sqlite(path)
    migrate(server, true, migrationsAndOneMore())
    expect(server.pragma('user_version', { simple: true })).toBe(2)
    server.close()
    lease.release()
  })

  /** The migrations of the next version. Out: their folder. */
  function migrationsAndOneMore(): string {
    const next = join(folder, 'migrations')
    cpSync(new URL('./migrations', import.meta.url).pathname, next, { recursive: true })
    const file = join(next, 'meta/_journal.json')
    const journal = JSON.parse(readFileSync(file, 'utf8'))
    const [first] = journal.entries
    journal.entries.push({ ...first, idx: 1, when: first.when + 1, tag: '0001_next' })
    writeFileSync(file, JSON.stringify(journal))
    writeFileSync(join(next, '0001_next.sql'), 'CREATE TABLE next_version (id text);')
    return next
  }
})
