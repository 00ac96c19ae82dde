import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { counts } from './counts.ts'

const folder = mkdtempSync(join(tmpdir(), 'assent-counts-'))

function report(content: object): string {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}

test('counts what Vitest reports', () => {
  expect(counts(report({ numPassedTests: 5, numFailedTests: 2 }))).toEqual({ passed: 5, failed: 2 })
})

test('counts a flaky browser journey as failed', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 3 }
  expect(counts(report({ stats }))).toEqual({ passed: 4, failed: 2 })
})

test('counts nothing where no report was written', () => {
  expect(counts(join(folder, 'missing.json'))).toEqual({ passed: 0, failed: 0 })
})
