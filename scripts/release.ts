// `npm run release -- --key <private key> --as <name> <file> …`: puts the files of a release (the image, the list of its parts)
// into release/<version> with the sources of the commit, where all that comes from, checksums, and a signature of these.
// `npm run release -- verify <folder> --signers <file> --as <name>` checks all of it; docs/operations.md has the same with
// tools of the system alone.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readLockfile } from './support/lockfile.ts'
import { partsFault } from './support/release/parts-fault.ts'
import { provenance } from './support/release/provenance.ts'

const namespace = 'assent-release'
const sums = 'SHA256SUMS'
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { key: { type: 'string' }, as: { type: 'string' }, signers: { type: 'string' }, to: { type: 'string' } },
})
const who = values.as ?? fail('Say who signs: --as <name, as in the file of signers>')
if (positionals[0] === 'verify')
  verify(positionals[1] ?? fail('Which folder?'), values.signers ?? fail('--signers <file>?'))
else make(positionals, values.key ?? fail('--key <private key of ssh>?'))

function make(files: readonly string[], key: string): void {
  const startedAt = new Date()
  if (git('status', '--porcelain') !== '') fail('There are changes that are in no commit: a release is of one.')
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  const folder = values.to ?? join('release', version)
  if (existsSync(folder)) fail(`${folder} is there already.`)
  for (const file of files) if (!existsSync(file)) fail(`${file} is not there.`)
  const list =
    files.find((file) => file.endsWith('.cdx.json')) ??
    fail('The list of parts is missing: parts.cdx.json of the image.')
  const fault = partsFault(JSON.parse(readFileSync(list, 'utf8')), readLockfile().packages)
  if (fault !== null) fail(`${list}: ${fault}.`)

  mkdirSync(folder, { recursive: true })
  for (const file of files) copyFileSync(file, join(folder, basename(file)))
  const sources = `assent-${version}.tar`
  git('archive', '--format=tar', `--prefix=assent-${version}/`, '-o', join(folder, sources), 'HEAD')
  const subjects = readdirSync(folder)
    .sort()
    .map((name) => ({ name, sha256: digest('sha256', join(folder, name)) }))
  const made = {
    subjects,
    version,
    commit: git('rev-parse', 'HEAD'),
    lockSha512: digest('sha512', 'package-lock.json'),
  }
  const statement = provenance({ ...made, node: process.version, builder: who, startedAt, finishedAt: new Date() })
  writeFileSync(join(folder, 'provenance.json'), `${JSON.stringify(statement, null, 2)}\n`)
  const all = [...subjects, { name: 'provenance.json', sha256: digest('sha256', join(folder, 'provenance.json')) }]
  writeFileSync(join(folder, sums), all.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''))
  run('ssh-keygen', ['-Y', 'sign', '-f', key, '-n', namespace, join(folder, sums)])
  console.log(`${folder}: ${all.length} files, signed as ${who}`)
}

function verify(folder: string, signers: string): void {
  const listed = readFileSync(join(folder, sums), 'utf8')
  const signature = ['-f', signers, '-I', who, '-n', namespace, '-s', join(folder, `${sums}.sig`)]
  run('ssh-keygen', ['-Y', 'verify', ...signature], listed)
  const named = listed
    .trimEnd()
    .split('\n')
    .map((line) => line.split('  ') as [string, string])
  for (const [sha256, name] of named) {
    if (basename(name) !== name || !existsSync(join(folder, name))) fail(`${name} is missing.`)
    if (digest('sha256', join(folder, name)) !== sha256) fail(`${name} is not what was signed.`)
  }
  const known = [...named.map(([, name]) => name), sums, `${sums}.sig`]
  const strange = readdirSync(folder).filter((name) => !known.includes(name))
  if (strange.length > 0) fail(`${strange.join(', ')} was not signed.`)
  console.log(`${named.length} files are as ${who} signed them`)
}

function git(...words: string[]): string {
  return run('git', words)
}

function run(program: string, words: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, { input, encoding: 'utf8' })
  if (status !== 0) fail(`${program} ${words.slice(0, 2).join(' ')}: ${error?.message ?? (stderr + stdout).trim()}`)
  return stdout.trim()
}

/** Piece by piece: an image may be larger than what fits into memory at once. */
function digest(algorithm: string, file: string): string {
  const hash = createHash(algorithm)
  const piece = Buffer.alloc(2 ** 20)
  const from = openSync(file, 'r')
  for (let read = 1; read > 0; ) {
    read = readSync(from, piece)
    hash.update(piece.subarray(0, read))
  }
  closeSync(from)
  return hash.digest('hex')
}

function fail(text: string): never {
  console.error(text)
  process.exit(1)
}
