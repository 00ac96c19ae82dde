import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { storeContract } from '../store.contract.ts'
import { openSqliteStore } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'assent-store-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0

storeContract('SQLite in memory', () => openSqliteStore(':memory:'))
storeContract('SQLite in a file', () => {
  files += 1
  return openSqliteStore(join(folder, `${files}`, 'assent.db'))
})
