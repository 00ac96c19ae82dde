import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listParts } from './support/list-parts.ts'
import { readLockfile } from './support/lockfile.ts'
import { partsFault } from './support/release/parts-fault.ts'

const place = mkdtempSync(join(tmpdir(), 'assent-release-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))
const at = (...path: string[]) => join(place, ...path)

const run = (program: string, words: string[], cwd = place) => {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
  const { status, stdout, stderr } = spawnSync(program, words, { cwd, env, encoding: 'utf8' })
  return { code: status, output: stdout + stderr }
}
const release = (...words: string[]) => run(process.execPath, [resolve('scripts/release.ts'), ...words], at('sources'))

const { packages } = readLockfile()
/** What would be installed where all of it can be: parts for systems that our servers never are have no hash. */
const production = Object.fromEntries(
  Object.entries(packages).filter(([path, entry]) => path !== '' && !entry.dev && 'integrity' in entry),
)
const list = listParts({
  about: { name: 'assent', version: '0.1.0', license: 'Apache-2.0' },
  installed: { packages: production as never },
  versions: { node: '24.0.0' },
  dpkgStatus: '',
})

beforeAll(() => {
  for (const name of ['ours', 'foreign'])
    run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', at(name)])
  const [type, key] = readFileSync(at('ours.pub'), 'utf8').split(' ')
  writeFileSync(at('signers'), `release@assent.example namespaces="assent-release" ${type} ${key}\n`)
  run('git', ['init', '-q', 'sources'])
  for (const file of ['package.json', 'package-lock.json']) cpSync(file, at('sources', file))
  run('git', ['add', '-A'], at('sources'))
  run('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'First'], at('sources'))
  writeFileSync(at('parts.cdx.json'), JSON.stringify(list))
  writeFileSync(at('assent-image.tar'), 'an image')
})

const files = [at('assent-image.tar'), at('parts.cdx.json')]
const as = ['--as', 'release@assent.example']
const verify = (folder: string) => release('verify', at(folder), '--signers', at('signers'), ...as)

describe('OPS-02 a release', () => {
  it('has image, list of parts, sources and where they come from, under one signature', () => {
    const made = release('--key', at('ours'), ...as, '--to', at('good'), ...files)
    expect(made).toMatchObject({
      code: 0,
      output: expect.stringContaining('4 files, signed as release@assent.example'),
    })
    expect(verify('good')).toMatchObject({ code: 0, output: expect.stringContaining('4 files are as') })

    const { subject, predicate } = JSON.parse(readFileSync(at('good', 'provenance.json'), 'utf8'))
    const head = run('git', ['rev-parse', 'HEAD'], at('sources')).output.trim()
    expect(subject.map(({ name }: { name: string }) => name)).toEqual([
      'assent-0.1.0.tar',
      'assent-image.tar',
      'parts.cdx.json',
    ])
    expect(predicate.buildDefinition.resolvedDependencies[0].digest).toEqual({ gitCommit: head })
    expect(run('tar', ['-tf', at('good', 'assent-0.1.0.tar')]).output).toContain('assent-0.1.0/package-lock.json')
  })

  it('is checked as well by the tools that every system has', () => {
    const { output } = run('sh', [
      '-c',
      `ssh-keygen -Y verify -f signers -I release@assent.example -n assent-release -s good/SHA256SUMS.sig < good/SHA256SUMS &&
        cd good && sha256sum --check --strict --quiet SHA256SUMS && echo all right`,
    ])
    expect(output).toContain('all right')
  })

  it.each([
    [
      'a file that was changed',
      'assent-image.tar is not what was signed',
      (folder: string) => appendFileSync(at(folder, 'assent-image.tar'), '.'),
    ],
    [
      'a file that was taken away',
      'parts.cdx.json is missing',
      (folder: string) => rmSync(at(folder, 'parts.cdx.json')),
    ],
    [
      'a file that was put beside',
      'install.sh was not signed',
      (folder: string) => writeFileSync(at(folder, 'install.sh'), ''),
    ],
    [
      'checksums that were changed',
      'ssh-keygen',
      (folder: string) => appendFileSync(at(folder, 'SHA256SUMS'), `${'0'.repeat(64)}  install.sh\n`),
    ],
  ])('is refused for %s', (what, why, change) => {
    const folder = what.replaceAll(' ', '-')
    cpSync(at('good'), at(folder), { recursive: true })
    change(folder)
    expect(verify(folder)).toMatchObject({ code: 1, output: expect.stringContaining(why) })
  })

  it('is refused that somebody else signed, or for another purpose', () => {
    release('--key', at('foreign'), ...as, '--to', at('forged'), ...files)
    expect(verify('forged')).toMatchObject({ code: 1, output: expect.stringContaining('ssh-keygen') })
    cpSync(at('good'), at('other'), { recursive: true })
    rmSync(at('other', 'SHA256SUMS.sig'))
    run('ssh-keygen', ['-Y', 'sign', '-f', at('ours'), '-n', 'git', at('other', 'SHA256SUMS')])
    expect(verify('other').code).toBe(1)
  })

  it('is not made of what is in no commit, without a list of parts, or twice', () => {
    const make = (...of: string[]) => release('--key', at('ours'), ...as, '--to', at('none'), ...of)
    expect(make(at('assent-image.tar'))).toMatchObject({ code: 1, output: expect.stringContaining('list of parts') })
    expect(make(...files, at('nothing'))).toMatchObject({ code: 1, output: expect.stringContaining('is not there') })
    expect(release('--key', at('ours'), ...as, '--to', at('good'), ...files).output).toContain('is there already')
    writeFileSync(at('sources', 'new.ts'), '')
    expect(make(...files)).toMatchObject({ code: 1, output: expect.stringContaining('in no commit') })
    rmSync(at('sources', 'new.ts'))
  })
})

describe('OPS-02 a list of parts is of this lock file', () => {
  it('as it is made', () => {
    expect(partsFault(list as never, packages)).toBeNull()
  })

  it.each([
    [
      'a part has another hash',
      (part: { hashes: { content: string }[] }) => (part.hashes[0]!.content = '00'.repeat(64)),
    ],
    ['a part has another version', (part: { purl: string }) => (part.purl = 'pkg:npm/zod@0.0.1')],
    ['a part is missing', (part: { purl: string }) => (part.purl = 'pkg:generic/zod@1')],
  ])('but not where %s', (_, change) => {
    const copy = structuredClone(list) as { components: { purl: string; hashes: { content: string }[] }[] }
    const zod = copy.components.find(({ purl }) => purl.startsWith('pkg:npm/zod@'))
    if (zod) change(zod)
    expect(partsFault(copy as never, packages)).toContain('zod')
  })
})
