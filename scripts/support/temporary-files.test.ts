import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import temporaryFiles from './temporary-files.ts'

const before = process.env['TMPDIR']
afterEach(() => {
  process.env['TMPDIR'] = before
})

it('whatever a test leaves among the temporary files goes with its run', () => {
  const outside = tmpdir()
  const remove = temporaryFiles()
  const run = tmpdir()
  expect(dirname(run)).toBe(outside)
  const left = mkdtempSync(join(tmpdir(), 'assent-left-'))
  writeFileSync(join(left, 'file'), 'left')
  remove()
  expect([existsSync(run), tmpdir()]).toEqual([false, outside])
})

it('this very run has such a folder', () => {
  expect(tmpdir()).toMatch(/\/assent-[^/]{6}$/)
  expect(readdirSync(tmpdir())).toBeInstanceOf(Array)
})
