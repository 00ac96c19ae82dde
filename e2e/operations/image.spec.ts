import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitUntilServed } from '../../scripts/support/ports.ts'
import { expect, test } from '../fixtures.ts'
import { freePort } from '../process.ts'
import { copiesOf, programOf, readDockerfile, variablesOf } from './dockerfile.ts'
import { imageTree, removeTree } from './image-tree.ts'

const stages = readDockerfile('Dockerfile')
const image = stages.get('') ?? []
/** Whoever runs the tests as root becomes somebody without rights. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

test('the image runs as a user without rights, and copies nothing by accident (OPS-02)', () => {
  expect(image.findLast(({ word }) => word === 'USER')?.rest).toBe('node')
  expect(copiesOf(image).flatMap(({ files }) => files)).not.toContain('.')
  for (const { from, files } of copiesOf(image)) {
    if (from === null) for (const file of files) expect(existsSync(file), file).toBe(true)
  }
  const secrets = /KEYS|TOKEN|PASSWORD|SECRET|_URL/
  expect(Object.keys(variablesOf(image)).filter((name) => secrets.test(name))).toEqual([])
  for (const [, stage] of stages) for (const { word } of stage) expect(word).not.toMatch(/^(ARG|ADD)$/)
})

test('what the Dockerfile copies is all that a server needs, read-only and without rights (OPS-02)', async () => {
  test.setTimeout(300_000)
  const tree = imageTree(stages)
  const data = mkdtempSync(join(tmpdir(), 'assent-image-data-'))
  if (nobody.uid !== undefined) chownSync(data, nobody.uid, nobody.gid)
  const port = await freePort()
  const env = {
    ...variablesOf(image),
    NODE_ENV: 'production' as const,
    PATH: process.env['PATH'] ?? '',
    ASSENT_DATA: data,
    PORT: String(port),
  }
  const run = (program: readonly string[]) => {
    const [name = '', ...args] = program
    return spawn(name === 'node' ? process.execPath : name, args, { cwd: tree, env, ...nobody })
  }
  const exitOf = async (program: readonly string[]) => (await once(run(program), 'exit'))[0]
  const server = run(programOf(image, 'CMD'))
  let written = ''
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (text: Buffer) => {
      written += text
    })
  }
  const exited = once(server, 'exit')
  try {
    await waitUntilServed(`http://127.0.0.1:${port}/readyz`).catch((fault) => {
      throw new Error(`${fault}\n${written}`)
    })
    const page = await fetch(`http://127.0.0.1:${port}/unknown`)
    expect([page.status, /<main[^>]*data-step/.test(await page.text())]).toEqual([404, true])
    const asset = /\/_next\/static\/[^"]+\.css/.exec(
      await (await fetch(`http://127.0.0.1:${port}/unknown`)).text(),
    )?.[0]
    expect((await fetch(`http://127.0.0.1:${port}${asset}`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${port}/docs`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(200)
    // The operator's command is there too; while the server runs it looks at the same database.
    expect(await exitOf(['node', 'scripts/assent.ts', 'platform', 'list'])).toBe(0)
    const check = programOf(image, 'HEALTHCHECK')
    expect(await exitOf(check)).toBe(0)
    server.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
    expect(await exitOf(check)).toBe(1)
    // Nothing complained, about a file that cannot be written or anything else.
    const lines = written.split('\n').filter((line) => line !== '')
    expect(lines.map((line) => JSON.parse(line)).filter(({ level }) => level >= 40)).toEqual([])
    expect(existsSync(join(data, 'assent.db'))).toBe(true)
  } finally {
    server.kill('SIGKILL')
    removeTree(tree)
    rmSync(data, { recursive: true, force: true })
  }
})

test('in the image is the list of its parts: every package with its version and hash (OPS-02)', () => {
  test.setTimeout(300_000)
  const tree = imageTree(stages)
  try {
    const read = (file: string) => JSON.parse(readFileSync(join(tree, file), 'utf8'))
    const { components } = read('parts.cdx.json') as {
      components: { purl: string; hashes?: { alg: string; content: string }[] }[]
    }
    const listed = components.filter(({ purl }) => purl.startsWith('pkg:npm/'))
    // What lies there, whatever npm or the list say of it.
    const there = manifests(join(tree, 'node_modules')).map(({ name, version }) => {
      return `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(version)}`
    })
    expect(there.length).toBeGreaterThan(100)
    expect(listed.map(({ purl }) => purl).toSorted()).toEqual([...new Set(there)].toSorted())
    for (const { hashes } of listed)
      expect(hashes).toEqual([{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }])
    for (const name of Object.keys(read('package.json').dependencies)) {
      expect(
        listed.some(({ purl }) => purl.startsWith(`pkg:npm/${name.replace('@', '%40')}@`)),
        name,
      ).toBe(true)
    }
    expect(components.map(({ purl }) => purl)).toContain(`pkg:generic/node@${process.versions.node}`)
  } finally {
    removeTree(tree)
  }
})

/** The packages that lie in a node_modules, and in those inside of it. */
function manifests(folder: string): { name: string; version: string }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) => {
      const path = join(folder, name)
      if (name.startsWith('@')) return manifests(path)
      const inside = join(path, 'node_modules')
      const own = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
      return [own, ...(existsSync(inside) ? manifests(inside) : [])]
    })
}
