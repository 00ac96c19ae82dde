import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildIsFresh, noteSources } from './sources.ts'

const before = process.cwd()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-sources-'))
  for (const name of ['lib', '.next']) mkdirSync(join(folder, name))
  process.chdir(folder)
  writeFileSync('lib/a.ts', '1')
})
afterEach(() => {
  process.chdir(before)
  rmSync(folder, { recursive: true })
})

/** A build. In: whether it ends before it is through, as when somebody stops it. */
function build(cutOff = false): void {
  const done = noteSources()
  writeFileSync('.next/BUILD_ID', 'x')
  if (!cutOff) done()
}

it('a build is of the sources that were there when it began', () => {
  expect(buildIsFresh()).toBe(false)
  build()
  expect(buildIsFresh()).toBe(true)
  for (const [file, text] of [
    ['lib/a.ts', '2'],
    ['lib/a.test.ts', '2'],
    ['package.json', '{}'],
  ] as const) {
    writeFileSync(file, text)
    expect([file, buildIsFresh()]).toEqual([file, file === 'lib/a.test.ts'])
    build()
  }
  const done = noteSources()
  writeFileSync('lib/a.ts', '3')
  done()
  expect(buildIsFresh()).toBe(false)
})

it('a build that was cut off is of no sources, not even of those of the build before', () => {
  build()
  writeFileSync('lib/a.ts', '2')
  build(true)
  writeFileSync('lib/a.ts', '1')
  expect(buildIsFresh()).toBe(false)
})
