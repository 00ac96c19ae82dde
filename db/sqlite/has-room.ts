import { statfsSync } from 'node:fs'
import type { Database } from 'better-sqlite3'

/** What a busy minute writes, log included. Below it a write may still go well, or the next one not. */
const leastBytes = 16 * 1024 * 1024

/** Can the file and its log still grow? In: the open database, its path; a database in memory has none. */
export function hasRoom(client: Database, path: string): boolean {
  const read = (name: string) => Number(client.pragma(name, { simple: true }))
  const pagesLeft = read('max_page_count') - read('page_count') + read('freelist_count')
  if (pagesLeft * read('page_size') < leastBytes) return false
  if (client.memory) return true
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize >= leastBytes
}
