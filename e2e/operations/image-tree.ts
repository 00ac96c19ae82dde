import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { copiesOf, type Instruction } from './dockerfile.ts'

/**
 * Makes the files of the image without Docker, step by step as the Dockerfile says: production packages by its own
 * command, the rest from its COPY lines. The build is the one that is there. Out: the folder, which nobody can write to.
 */
export function imageTree(stages: ReadonlyMap<string, readonly Instruction[]>): string {
  const tree = mkdtempSync(join(tmpdir(), 'assent-image-'))
  chmodSync(tree, 0o755)
  for (const { from, files, to } of copiesOf(stages.get('') ?? [])) {
    for (const file of files) {
      const source = sourceOf(from, file, stages)
      const into = files.length > 1 || to.endsWith('/') ? join(tree, to, file) : join(tree, to)
      mkdirSync(dirname(into), { recursive: true })
      if (from === 'packages' && statSync(source).isDirectory()) link(source, into)
      else cpSync(source, into, { recursive: true, verbatimSymlinks: true, filter: sentToTheBuild })
    }
  }
  spawnSync('chmod', ['-R', 'a-w,a+rX', tree])
  return tree
}

export function removeTree(tree: string): void {
  spawnSync('chmod', ['-R', 'u+w', tree])
  rmSync(tree, { recursive: true, force: true })
}

function sourceOf(from: string | null, file: string, stages: ReadonlyMap<string, readonly Instruction[]>): string {
  if (from === 'packages') return join(packages(stages.get('packages') ?? []), basename(file))
  return resolve(from === null ? file : file.replace(/^\/assent\//, ''))
}

/** The folder of the stage. The same files give the same packages: they are installed once. */
function packages(stage: readonly Instruction[]): string {
  const given = copiesOf(stage).flatMap(({ files }) => files)
  const key = createHash('sha256').update(JSON.stringify(stage))
  for (const file of given) key.update(readFileSync(file))
  const folder = resolve('.cache/image', key.digest('hex').slice(0, 16))
  if (existsSync(folder)) return folder
  const begun = `${folder}.${process.pid}`
  mkdirSync(begun, { recursive: true })
  for (const file of given) cpSync(file, join(begun, file))
  for (const { rest } of stage.filter(({ word }) => word === 'RUN')) {
    const { status, stderr } = spawnSync('sh', ['-c', here(rest)], { cwd: begun, encoding: 'utf8' })
    if (status !== 0) throw new Error(`${rest}: ${stderr}`)
  }
  try {
    renameSync(begun, folder)
  } catch (fault) {
    // Another test was here first, with the same.
    if (!existsSync(folder)) throw fault
    rmSync(begun, { recursive: true, force: true })
  }
  return folder
}

/** What the machine has is not fetched again; and it may be no Debian. */
function here(command: string): string {
  if (command.startsWith('npm ci ')) return `${command} --prefer-offline`
  return existsSync('/var/lib/dpkg/status') ? command : command.replace(' --system', '')
}

/** As links, which take no room; as copies where that is another disk. */
function link(source: string, into: string): void {
  if (spawnSync('cp', ['-al', source, into]).status === 0) return
  rmSync(into, { recursive: true, force: true })
  spawnSync('cp', ['-a', source, into])
}

/** Tests stay outside by .dockerignore, and what the build stage removes. */
function sentToTheBuild(path: string): boolean {
  return !/[.]test[.]tsx?$|\/testing$|[.]next\/(cache|diagnostics|trace|trace-build)$/.test(path)
}
