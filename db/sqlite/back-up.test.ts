import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../lib/evidence/verify-chain.ts'
import { anOpenSession, aSession, claimed, fresh, recordOf } from '../contract/rows.ts'
import { openSqliteStore } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'assent-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a backup of SQLite', () => {
  it('taken by a tool while a server writes is whole, and has all that was answered before', async () => {
    const path = join(folder, 'live.db')
    const server = openSqliteStore(path, { lease: true })
    const { user, session } = await anOpenSession(server)
    await server.record(session.id, 1, [claimed])
    const answered: string[] = []
    let over = false
    const writing = (async () => {
      while (!over) {
        const next = aSession(user, { operationHash: fresh('hash') })
        await server.createSession(next)
        answered.push(next.id)
      }
    })()
    const tool = openSqliteStore(path)
    const target = join(folder, 'copy.db')
    while (answered.length < 50) await new Promise((resolve) => setImmediate(resolve))
    const before = [...answered]
    expect(await tool.backUp(target)).toBe('done')
    over = true
    await writing
    await Promise.all([tool.close(), server.close()])

    expect(statSync(target).mode & 0o777).toBe(0o600)
    const copy = openSqliteStore(target)
    for (const id of before) expect(await copy.findSession(id)).not.toBeNull()
    const record = await recordOf(copy, session.id)
    expect(verifyChain(session.id, record.events)).toBeNull()
    await copy.close()
  })

  it('replaces no file, and leaves none where it fails', async () => {
    const store = openSqliteStore(join(folder, 'other.db'))
    const there = join(folder, 'there')
    writeFileSync(there, 'something else')
    await expect(store.backUp(there)).rejects.toThrow('EEXIST')
    expect(statSync(there).size).toBe(14)
    const nowhere = join(folder, 'nowhere', 'copy.db')
    await expect(store.backUp(nowhere)).rejects.toThrow('ENOENT')
    expect(existsSync(nowhere)).toBe(false)
    await store.close()
  })
})
