import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, globSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const place = resolve('.cache/other-build')
const folders = ['app', 'components', 'db', 'lib', 'messages', 'public', 'scripts']
const files = ['next.config.ts', 'package.json', 'package-lock.json', 'server.ts', 'tsconfig.json']

/** What makes it another version: a script of the browser, a text, and the schema. */
const changes: readonly (readonly [file: string, from: string, to: string])[] = [
  ['components/frame/announcer.tsx', "'announcer'", "'announcer-of-next'"],
  ['messages/en.json', '"Send a new code"', '"Send another code"'],
]

/**
 * Makes the next version of this one: the same sources with a change in each layer and a migration more, built by
 * themselves as on another machine. It is kept until the sources change. Out: its folder.
 */
export function otherBuild(): string {
  const sources = readFileSync('.next/assent-sources', 'utf8')
  const stamp = join(place, 'built-from')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return place
  rmSync(place, { recursive: true, force: true })
  for (const path of [...folders, ...files]) cpSync(path, join(place, path), { recursive: true })
  // Links, because a build looks for packages below its own folder alone.
  for (const path of globSync('node_modules/{**/*,**/.*,.bin/*}', { withFileTypes: true })) {
    if (!path.isFile() && !path.isSymbolicLink()) continue
    const from = join(path.parentPath, path.name)
    mkdirSync(join(place, dirname(from)), { recursive: true })
    if (path.isSymbolicLink()) cpSync(from, join(place, from), { verbatimSymlinks: true })
    else linkSync(from, join(place, from))
  }
  for (const [file, from, to] of changes) change(join(place, file), from, to)
  migrateOnce('sqlite', 'integer')
  migrateOnce('postgres', 'bigint')
  const { PATH = '', NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: _, ...env } = process.env
  const bin = join(place, 'node_modules/.bin')
  const built = spawnSync(process.execPath, ['scripts/build.ts'], {
    cwd: place,
    env: { ...env, PATH: `${bin}:${PATH}` },
    encoding: 'utf8',
  })
  if (built.status !== 0) throw new Error(`the other build failed:\n${built.stdout}\n${built.stderr}`)
  writeFileSync(stamp, sources)
  return place
}

function change(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8')
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`)
  writeFileSync(path, text.replace(from, to))
}

/** A column more, as a release would add one. */
function migrateOnce(engine: string, type: string): void {
  const migrations = join(place, 'db', engine, 'migrations')
  writeFileSync(join(migrations, '0001_next.sql'), `ALTER TABLE "session" ADD COLUMN "of_next_version" ${type};\n`)
  const journal = join(migrations, 'meta/_journal.json')
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8'))
  const next = { ...entries.at(-1), idx: 1, when: entries.at(-1).when + 1, tag: '0001_next' }
  writeFileSync(journal, JSON.stringify({ ...rest, entries: [...entries, next] }))
}
