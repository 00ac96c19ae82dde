import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const unit = readFileSync('ops/assent.service', 'utf8')
const [, ...started] = /^ExecStart=(.*)$/m.exec(unit)?.[1]?.split(' ') ?? []

/** Starts as another Node, so far as a program can know what it is run by. */
function startAs(version: string, args: readonly string[]) {
  const claim = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(claim)}`, ...args],
    { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', PORT: 'none', NODE_ENV: 'test' } },
  )
  return { status, stdout, stderr }
}

it.each([
  ['as the unit does', started],
  ['by its entry', ['server.ts']],
  ['the operator’s command', ['scripts/assent.ts', '--help']],
])('OPS-05 a server that is started on a Node that is too old says so and ends: %s', (_, args) => {
  for (const old of ['20.20.2', '22.18.0', '23.11.1']) {
    const { status, stdout, stderr } = startAs(old, args)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`This is Node ${old}`)
    expect(stderr).toContain('needs Node 24 or newer')
  }
})

it('OPS-05 and on one that is new enough goes on to what is wrong next', () => {
  for (const fit of ['24.0.0', '26.1.0']) {
    const { status, stderr } = startAs(fit, started)
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^PORT: /)])
  }
})

it('OPS-05 the unit asks before Node has to read TypeScript, which an old one cannot', () => {
  expect(started.slice(0, 2)).toEqual(['--import', './lib/server/require-node.mjs'])
  expect(started.at(-1)).toBe('server.ts')
})

it('OPS-05 all that name a Node mean the same', () => {
  const named = (file: string, pattern: RegExp) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, number]) => Number(number))
  const needed = named('lib/server/require-node.mjs', /^const needed = (\d+)$/gm)
  expect(needed).toHaveLength(1)
  expect(named('scripts/setup/node.mjs', /^const needed = (\d+)$/gm)).toEqual(needed)
  expect(new Set(named('Dockerfile', /^FROM node:(\d+)-/gm))).toEqual(new Set(needed))
})
