import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { appendFile, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { JournalTrouble, Remembered } from '../journal-rows.ts'

/** A memory of revocations outside of the database. */
export interface Journal {
  /**
   * Durable once it resolves. Never rejects: what cannot be written is told, kept as long as this process lives, and written
   * before whatever comes next.
   */
  append(entry: Remembered): Promise<void>
  /** Writes what could not be written so far. Costs nothing where there is none; never rejects, and tells nothing again. */
  tryAgain(): Promise<void>
  /** Newest first. What is not ours, or was changed, is told and left out. */
  recall(): AsyncIterable<Remembered>
}

/** Keys of lines by their id; the first writes. */
export type JournalKeys = readonly { readonly id: string; readonly key: Buffer }[]

interface Line {
  readonly writer: string
  /** From 1 in each writer, and the seal of the line before: what was taken out of the middle is missed. */
  readonly number: number
  readonly after: string
  /** The file of the line before, empty for the first: it may have gone because it was too old. */
  readonly behind: string
  readonly key: string
  readonly entry: Remembered
}

/** Longer than what is done again of it (`lib/session/revoke-again.ts`), by whole months. */
const keptMs = 365 * 86_400_000
const name = /^revocations-\d{4}-\d{2}\.jsonl$/

/**
 * A journal in a folder: a file per month, a line per entry, each under a seal that needs the key ring. Several processes
 * may write to one folder, since a line is appended whole. The folder is made with the first entry. In: the folder, the
 * keys, who hears of trouble, how the names in a folder are made durable.
 */
export function openJournal(
  folder: string,
  keys: JournalKeys,
  onTrouble: (trouble: JournalTrouble, fault?: unknown) => void,
  syncNames: (folder: string) => Promise<void> = syncFolder,
): Journal {
  const writer = randomBytes(9).toString('base64url')
  /** What could not be written, oldest first. */
  const waiting: Remembered[] = []
  /** Folders whose new names are not durable yet, from the top. */
  const unsynced = new Set<string>()
  let number = 0
  let after = ''
  let last = ''
  let writing: Promise<void> = Promise.resolve()

  async function write(entry: Remembered): Promise<void> {
    const [current] = keys
    if (current === undefined) throw new Error('a journal needs a key')
    const line: Line = { writer, number: number + 1, after, behind: last, key: current.id, entry }
    const text = JSON.stringify(line)
    const seal = sealOf(current.key, text)
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (made !== undefined) for (const above of foldersFrom(made, folder)) unsynced.add(above)
    // What is told late, over the end of a month, stands behind what was written before it all the same.
    const file = later(nameOf(entry.at), last)
    if (file !== last) unsynced.add(folder)
    // A line of its own also behind half a line of a process that died.
    await appendFile(join(folder, file), `\n${seal} ${text}\n`, { flush: true, mode: 0o600 })
    number += 1
    after = seal
    if (file !== last) await dropOld(folder, nameOf(entry.at - keptMs)).catch((fault) => onTrouble('unremoved', fault))
    last = file
  }

  async function writeAll(): Promise<void> {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      await write(next)
      waiting.shift()
    }
    // A file that is flushed but has no name in its folder is gone with the power, and so is a folder without a name.
    for (const above of unsynced) {
      await syncNames(above)
      unsynced.delete(above)
    }
  }

  function append(entry: Remembered): Promise<void> {
    writing = writing.then(() => {
      // Behind what waits: of a user's blocks the last one counts.
      waiting.push(entry)
      return writeAll().catch((fault) => onTrouble('unwritten', fault))
    })
    return writing
  }

  async function tryAgain(): Promise<void> {
    if (waiting.length === 0 && unsynced.size === 0) return
    writing = writing.then(() => writeAll().catch(() => undefined))
    await writing
  }

  async function* recall(): AsyncIterable<Remembered> {
    await writing
    yield* waiting.toReversed()
    const lastOf = new Map<string, { line: Line; seal: string }>()
    let tooOld = ''
    for (const file of await filesOf(folder)) {
      const lines = (await readFile(join(folder, file), 'utf8')).split('\n').filter((line) => line !== '')
      for (const text of lines.toReversed()) {
        const read = opened(text, keys)
        if (read === null) {
          onTrouble('forged')
          continue
        }
        const next = lastOf.get(read.line.writer)
        // Written anew, because nobody knew whether it was durable.
        if (next?.seal === read.seal) continue
        if (next && (next.line.number !== read.line.number + 1 || next.line.after !== read.seal)) onTrouble('gap')
        lastOf.set(read.line.writer, read)
        tooOld = later(tooOld, nameOf(read.line.entry.at - keptMs))
        yield read.line.entry
      }
    }
    const missing = [...lastOf.values()].filter(({ line }) => line.number !== 1 && line.behind >= tooOld)
    if (missing.length > 0) onTrouble('gap')
  }

  return { append, tryAgain, recall }
}

/** The folders that got a new folder. In: the first one made, and the last one. Out: from the top. */
function foldersFrom(first: string, last: string): string[] {
  const above = dirname(last)
  return resolve(first) === resolve(last) || above === last ? [above] : [...foldersFrom(first, above), above]
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function nameOf(at: number): string {
  return `revocations-${new Date(at).toISOString().slice(0, 7)}.jsonl`
}

function later(file: string, other: string): string {
  return file < other ? other : file
}

async function dropOld(folder: string, oldest: string): Promise<void> {
  for (const file of await filesOf(folder)) if (file < oldest) await rm(join(folder, file), { force: true })
}

/** Newest first. */
async function filesOf(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder))
      .filter((file) => name.test(file))
      .toSorted()
      .toReversed()
  } catch (fault) {
    if ((fault as { code?: unknown }).code === 'ENOENT') return []
    throw fault
  }
}

function sealOf(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

/** Null for a line that nobody of ours wrote, and for half a line of a process that died. */
function opened(line: string, keys: JournalKeys): { line: Line; seal: string } | null {
  try {
    const seal = line.slice(0, line.indexOf(' '))
    const text = line.slice(seal.length + 1)
    const read = JSON.parse(text) as Line
    const key = keys.find(({ id }) => id === read.key)?.key
    if (key === undefined) return null
    const [given, own] = [Buffer.from(seal), Buffer.from(sealOf(key, text))]
    return given.length === own.length && timingSafeEqual(given, own) ? { line: read, seal } : null
  } catch {
    return null
  }
}
