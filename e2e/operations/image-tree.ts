import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
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
      if (from === 'packages') link(source, into)
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
  if (from === 'packages') return packages(stages.get('packages') ?? [])
  return resolve(from === null ? file : file.replace(/^\/assent\//, ''))
}

/** The same packages for the same lock file: they are installed once. */
function packages(stage: readonly Instruction[]): string {
  const key = createHash('sha256').update(readFileSync('package-lock.json')).update(JSON.stringify(stage))
  const folder = resolve('.cache/image', key.digest('hex').slice(0, 16))
  if (existsSync(folder)) return join(folder, 'node_modules')
  const begun = `${folder}.${process.pid}`
  mkdirSync(begun, { recursive: true })
  for (const { files } of copiesOf(stage)) for (const file of files) cpSync(file, join(begun, file))
  for (const { rest } of stage.filter(({ word }) => word === 'RUN')) {
    const { status, stderr } = spawnSync('sh', ['-c', `${rest} --prefer-offline`], { cwd: begun, encoding: 'utf8' })
    if (status !== 0) throw new Error(`${rest}: ${stderr}`)
  }
  renameSync(begun, folder)
  return join(folder, 'node_modules')
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
