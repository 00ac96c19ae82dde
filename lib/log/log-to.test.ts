import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { logTo } from './make-log.ts'

it('LOG-03 a reader that stands still loses lines and holds up nothing, and is told how many', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-log-'))
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', [path])
  const pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  const log = logTo(pipe, { base: null }, 64 * 1024)
  const written = 5_000
  // A megabyte: the pipe takes 64 kB, and as much may wait.
  for (let i = 0; i < written; i += 1) log.info({ pathname: 'x'.repeat(200) }, 'a line')
  let read = ''
  const bytes = Buffer.alloc(64 * 1024)
  const lost = () => Number(/"lost":(\d+)/.exec(read)?.[1] ?? 0)
  await expect
    .poll(() => {
      try {
        read += bytes.toString('utf8', 0, readSync(pipe, bytes))
      } catch {
        // Empty just now.
      }
      return lost()
    })
    .toBeGreaterThan(0)
  expect(read.split('a line').length - 1 + lost()).toBe(written)
  closeSync(pipe)
  rmSync(folder, { recursive: true })
})
