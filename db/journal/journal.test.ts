import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { JournalTrouble, Remembered } from '../journal-rows.ts'
import { type JournalKeys, openJournal } from './journal.ts'

const keys: JournalKeys = [{ id: 'field-new', key: Buffer.alloc(32, 2) }]
const older: JournalKeys = [{ id: 'field-old', key: Buffer.alloc(32, 1) }]
const at = Date.UTC(2026, 5, 30, 12)
const month = 31 * 86_400_000

let folder: string
let troubles: JournalTrouble[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-journal-'))
  troubles = []
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = (with_ = keys, place = join(folder, 'journal')) =>
  openJournal(place, with_, (trouble) => void troubles.push(trouble))
const entry = (keyId: string, when = at): Remembered => ({ what: 'api-key', at: when, keyId })
async function recalled(journal = open()): Promise<string[]> {
  const found: string[] = []
  for await (const one of journal.recall()) found.push(one.what === 'api-key' ? one.keyId : one.what)
  return found
}
const fileOf = (when = at) => join(folder, 'journal', `revocations-${new Date(when).toISOString().slice(0, 7)}.jsonl`)
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').filter(Boolean)

it('REL-07 remembers from one process to the next, newest first, over months and keys', async () => {
  const before = open(older)
  await before.append(entry('one', at - month))
  await before.append(entry('two'))
  await open(keys).append(entry('three'))
  expect(await recalled(open([...keys, ...older]))).toEqual(['three', 'two', 'one'])
  expect(troubles).toEqual([])
  expect(statSync(fileOf()).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'journal')).mode & 0o777).toBe(0o700)
})

it('makes nothing before there is something to remember', async () => {
  expect(await recalled()).toEqual([])
  expect(readdirSync(folder)).toEqual([])
})

it('keeps the order of what comes at once, and lines of several writers whole', async () => {
  const journals = [open(), open(), open()]
  const all = Array.from({ length: 60 }, (_, i) => `key-${i}`)
  await Promise.all(all.map((id, i) => journals[i % 3]?.append(entry(id))))
  expect((await recalled()).toSorted()).toEqual(all.toSorted())
  expect(troubles).toEqual([])
})

it('believes no line that was written or changed without the key, and misses one that was taken out', async () => {
  const journal = open()
  for (const id of ['one', 'two', 'three', 'four']) await journal.append(entry(id))
  const [one = '', two = '', three = '', four = ''] = linesOf(fileOf())
  const forged = two.replace('two', 'owt')
  writeFileSync(fileOf(), `${[one, forged, three, four].join('\n')}\n`)
  expect(await recalled()).toEqual(['four', 'three', 'one'])
  expect(troubles).toEqual(['forged', 'gap'])
  troubles.length = 0
  writeFileSync(fileOf(), `${[two, three].join('\n')}\n`)
  expect(await recalled()).toEqual(['three', 'two'])
  expect(troubles).toEqual(['gap'])
})

it('goes on after half a line of a process that died', async () => {
  await open().append(entry('one'))
  appendFileSync(fileOf(), linesOf(fileOf())[0]?.slice(0, 40) ?? '')
  await open().append(entry('two'))
  await open().append(entry('three'))
  expect(await recalled()).toEqual(['three', 'two', 'one'])
  expect(troubles).toEqual(['forged'])
})

it('remembers as long as it lives what it cannot write, and says so', async () => {
  writeFileSync(join(folder, 'no-folder'), '')
  const journal = open(keys, join(folder, 'no-folder', 'journal'))
  await journal.append(entry('one'))
  await journal.append(entry('two'))
  expect(troubles).toEqual(['unwritten', 'unwritten'])
  await expect(recalled(journal)).rejects.toThrow()
})

it('REL-07 writes what it could not before whatever comes next, so that the newest is the newest', async () => {
  const place = join(folder, 'journal')
  writeFileSync(place, 'in the way')
  const journal = open()
  await journal.append(entry('one'))
  rmSync(place)
  await journal.append(entry('two'))
  expect(await recalled(journal)).toEqual(['two', 'one'])
  expect(await recalled()).toEqual(['two', 'one'])
  expect(troubles).toEqual(['unwritten'])
})

it('REL-07 tries again without a next one, and says no more than once that it could not', async () => {
  const place = join(folder, 'journal')
  writeFileSync(place, 'in the way')
  const journal = open()
  await journal.append(entry('one'))
  await journal.tryAgain()
  rmSync(place)
  await journal.tryAgain()
  expect(await recalled()).toEqual(['one'])
  await journal.tryAgain()
  expect(linesOf(fileOf())).toHaveLength(1)
  expect(troubles).toEqual(['unwritten'])
})

it('takes a line that stands there twice, because nobody knew whether it was durable, for one', async () => {
  const journal = open()
  for (const id of ['one', 'two']) await journal.append(entry(id))
  const [one = '', two = ''] = linesOf(fileOf())
  writeFileSync(fileOf(), `${[one, one, two].join('\n')}\n`)
  expect(await recalled()).toEqual(['two', 'one'])
  expect(troubles).toEqual([])
})

it('says of a folder that cannot be read that it cannot, rather than that it holds nothing', async () => {
  mkdirSync(fileOf(), { recursive: true })
  await expect(recalled()).rejects.toThrow()
})

it('REL-07 makes the name of a new file and of new folders durable before it has remembered, and waits no more after', async () => {
  const synced: string[] = []
  const place = join(folder, 'new', 'journal')
  const sync = async (of: string) => void synced.push(`${of.slice(folder.length)}: ${readdirSync(of)}`)
  const journal = openJournal(place, keys, (trouble) => void troubles.push(trouble), sync)
  await journal.append(entry('one'))
  expect(synced).toEqual([': new', '/new: journal', '/new/journal: revocations-2026-06.jsonl'])
  await journal.append(entry('two'))
  expect(synced).toHaveLength(3)
  await journal.append(entry('three', at + month))
  expect(synced.slice(3)).toEqual(['/new/journal: revocations-2026-06.jsonl,revocations-2026-07.jsonl'])
  expect(troubles).toEqual([])
})

it('a name that cannot be made durable is told, and what it is of is kept as long as it lives', async () => {
  const sync = () => Promise.reject(new Error('no space'))
  const journal = openJournal(join(folder, 'journal'), keys, (trouble) => void troubles.push(trouble), sync)
  await journal.append(entry('one'))
  expect(troubles).toEqual(['unwritten'])
  expect(await recalled(journal)).toContain('one')
})

it('REL-07 a name that could not be made durable is made durable with the next line', async () => {
  const synced: string[] = []
  let full = true
  const sync = async (of: string) => {
    if (full) throw new Error('no space')
    synced.push(of.slice(folder.length))
  }
  const journal = openJournal(join(folder, 'new', 'journal'), keys, (trouble) => void troubles.push(trouble), sync)
  await journal.append(entry('one'))
  full = false
  await journal.append(entry('two'))
  expect(synced).toEqual(['', '/new', '/new/journal'])
  expect(linesOf(join(folder, 'new', 'journal', 'revocations-2026-06.jsonl'))).toHaveLength(2)
  expect(troubles).toEqual(['unwritten'])
})

it('says that it cannot let go of what is too old, and remembers all the same', async () => {
  mkdirSync(fileOf(at - 14 * month), { recursive: true })
  const journal = open()
  await journal.append(entry('one'))
  await journal.append(entry('two'))
  expect(linesOf(fileOf())).toHaveLength(2)
  expect(troubles).toEqual(['unremoved'])
})

it('lets go of what is older than any backup that somebody restores', async () => {
  await open().append(entry('old', at - 14 * month))
  await open().append(entry('kept', at - 11 * month))
  await open().append(entry('new'))
  expect(await recalled()).toEqual(['new', 'kept'])
})

it('misses no line that it let go of itself, and one in a file that somebody took', async () => {
  const [first, second, last] = [at - 14 * month, at - 11 * month, at]
  const journal = open()
  for (const when of [first, second, second]) await journal.append(entry('one', when))
  rmSync(fileOf(first))
  expect(await recalled()).toHaveLength(2)
  expect(troubles.splice(0)).toEqual(['gap'])
  // As if it had let go of the first one only now.
  await open().append(entry('new', last))
  expect(await recalled()).toHaveLength(3)
  expect(troubles).toEqual([])
  rmSync(fileOf(second))
  await journal.append(entry('two', last))
  expect(await recalled()).toHaveLength(2)
  expect(troubles).toEqual(['gap'])
})

it('keeps the order in which it was told over the end of a month, and misses nothing', async () => {
  const journal = open()
  for (const [id, when] of [
    ['one', at],
    ['two', at + month],
    ['three', at],
    ['four', at + month],
  ] as const)
    await journal.append(entry(id, when))
  expect(await recalled()).toEqual(['four', 'three', 'two', 'one'])
  expect(troubles).toEqual([])
})
