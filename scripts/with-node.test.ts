import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

// Stands in for npm: notes each call, and "installs" what package-lock.json lists.
const fakeNpm = `
const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs')
appendFileSync('calls', process.argv[2] + '\\n')
if (process.env.NPM_FAILS) process.exit(1)
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
mkdirSync('node_modules', { recursive: true })
writeFileSync('node_modules/.package-lock.json', readFileSync('package-lock.json'))
`

let project: string

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'assent-with-node-'))
  mkdirSync(join(project, 'scripts'))
  cpSync('scripts/with-node.mjs', join(project, 'scripts/with-node.mjs'))
  cpSync('scripts/setup', join(project, 'scripts/setup'), { recursive: true })
  writeFileSync(join(project, 'npm-cli.cjs'), fakeNpm)
  writeFileSync(join(project, 'calls'), '')
  lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0', dev: true } })
})

afterEach(() => rmSync(project, { recursive: true, force: true }))

function lock(packages: object, file = 'package-lock.json'): void {
  writeFileSync(join(project, file), JSON.stringify({ packages }))
}

const calls = (): string[] => readFileSync(join(project, 'calls'), 'utf8').split('\n').filter(Boolean)

function withNode(args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; output: string }> {
  const npm = { npm_execpath: join(project, 'npm-cli.cjs') }
  const child = spawn(process.execPath, ['scripts/with-node.mjs', ...args], {
    cwd: project,
    env: { ...process.env, ...npm, ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })))
}

test('a fresh clone gets its packages once, and then runs the command', async () => {
  const first = await withNode(['COLOUR=green', 'node', '-p', 'process.env.COLOUR'])
  const second = await withNode(['node', '-p', '"again"'])
  expect(first).toMatchObject({ code: 0, output: expect.stringContaining('green') })
  expect(second).toEqual({ code: 0, output: 'again\n' })
  expect(calls()).toEqual(['ci'])
})

test('two commands at once install once', async () => {
  const both = await Promise.all([withNode(['node', '-p', '1']), withNode(['node', '-p', '1'])])
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  expect(calls()).toEqual(['ci'])
})

test('a lock left behind by a dead process is taken over', async () => {
  mkdirSync(join(project, '.cache/set-up.lock'), { recursive: true })
  writeFileSync(join(project, '.cache/set-up.lock/pid'), '99999999')
  expect((await withNode(['node', '-p', '1'])).code).toBe(0)
})

test('a changed package-lock.json is installed', async () => {
  await withNode(['node', '-p', '1'])
  lock({ 'node_modules/a': { version: '2.0.0' } })
  await withNode(['node', '-p', '1'])
  expect(calls()).toEqual(['ci', 'ci'])
})

test('what was installed by hand is recognised', async () => {
  mkdirSync(join(project, 'node_modules'))
  lock(
    { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } },
    'node_modules/.package-lock.json',
  )
  await withNode(['node', '-p', '1'])
  expect(calls()).toEqual([])
})

test('an installation without development packages is enough for production only', async () => {
  mkdirSync(join(project, 'node_modules'))
  lock({ 'node_modules/a': { version: '1.0.0' } }, 'node_modules/.package-lock.json')
  await withNode(['--production', 'node', '-p', '1'])
  expect(calls()).toEqual([])
  await withNode(['node', '-p', '1'])
  expect(calls()).toEqual(['ci'])
})

test('a failed installation says what to do', async () => {
  const { code, output } = await withNode(['node', '-p', '1'], { NPM_FAILS: '1' })
  expect(code).toBe(1)
  expect(output).toContain('npm ci failed')
})

test('the exit code is that of the command', async () => {
  expect((await withNode(['node', '-e', 'process.exit(7)'])).code).toBe(7)
  expect((await withNode(['no-such-program'])).output).toContain('Cannot start no-such-program')
})
