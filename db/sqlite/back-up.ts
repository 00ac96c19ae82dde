import { chmodSync, closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import type { Store } from '../store.ts'
import type { Database } from './open.ts'

/**
 * Copies into a new file what is committed, as one snapshot: writers go on meanwhile. The copy is read through before it
 * counts as done, since a backup that cannot be restored is none.
 */
export function backUp({ orm: { $client: client } }: Database): Pick<Store, 'backUp'> {
  return {
    async backUp(path) {
      // Fails where the file is there. It belongs to its owner alone before anything is in it.
      closeSync(openSync(path, 'wx', 0o600))
      try {
        client.prepare('VACUUM INTO ?').run(path)
        chmodSync(path, 0o600)
        check(path)
      } catch (fault) {
        rmSync(path, { force: true })
        throw fault
      }
      return 'done'
    },
  }
}

function check(path: string): void {
  const copy = new Sqlite(path, { readonly: true })
  try {
    const result = copy.pragma('integrity_check', { simple: true })
    if (result !== 'ok') throw new Error(`the copy is damaged: ${String(result)}`)
  } finally {
    copy.close()
  }
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}
