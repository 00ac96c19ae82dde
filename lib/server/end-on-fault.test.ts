import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const program = fileURLToPath(new URL('./testing/faulty.ts', import.meta.url))
const begin = (fault: string): ChildProcess => spawn(process.execPath, [program, fault], { stdio: 'pipe' })

async function ended(child: ChildProcess) {
  const written = { out: '', err: '' }
  child.stdout?.on('data', (data: Buffer) => {
    written.out += data
  })
  child.stderr?.on('data', (data: Buffer) => {
    written.err += data
  })
  const [code] = await once(child, 'close')
  const lines = written.out.trimEnd().split('\n')
  return { code, err: written.err, lines: lines.map((line) => JSON.parse(line)) }
}

it.each([
  ['exception', { name: 'Error', message: 'a call with ak_sandbox_… of …@…' }],
  ['rejection', { name: 'Error', message: 'a call with ak_sandbox_… of …@…' }],
  ['text', { name: 'Error', message: 'a call with ak_sandbox_… of …@…' }],
  ['nothing', undefined],
] as const)(
  'LOG-01 a fault that nobody caught (%s) is a line of the log, and ends the process',
  async (kind, fault) => {
    const { code, err, lines } = await ended(begin(kind))
    expect([code, err]).toEqual([1, ''])
    // Nothing that was logged before is lost.
    expect(lines).toHaveLength(1_001)
    expect(lines.at(-1)).toMatchObject({
      level: 50,
      alarm: true,
      cause: kind === 'exception' || kind === 'text' ? 'exception' : 'rejection',
      ...(fault && { fault }),
      msg: 'a fault that nobody caught ends the process',
    })
  },
)

it('a process ends in order with all that it logged', async () => {
  const { code, lines } = await ended(begin('exit'))
  expect([code, lines.length]).toEqual([0, 1_000])
})

it.each([
  ['exit', 0],
  ['exception', 1],
])('a process ends (%s) although nobody reads its log', async (kind, code) => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-unread-'))
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', [path])
  const pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  const child = spawn(process.execPath, [program, kind], { stdio: ['ignore', pipe, 'pipe'] })
  expect(await once(child, 'exit')).toEqual([code, null])
  closeSync(pipe)
  rmSync(folder, { recursive: true })
})
