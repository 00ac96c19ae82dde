import { createHash } from 'node:crypto'
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { run } from '../scripts/support/run.ts'

/**
 * Builds the bare Next app beside which ours is measured. Out: its folder. It is built from a copy: Next writes files of
 * its own into the folder of an app.
 */
export async function buildReference(): Promise<string> {
  const copy = resolve('.cache/bench/reference')
  const folder = `${copy}/next`
  const stamp = `${folder}/.next/bench-sources`
  const sources = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return folder
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  cpSync('bench/reference', copy, { recursive: true })
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', BENCH_ROOT: resolve('.') }
  const code = await run('next', ['build', folder], env)
  if (code !== 0) throw new Error('the bare Next app could not be built')
  writeFileSync(stamp, sources)
  return folder
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync('package-lock.json'))
  for (const path of globSync('bench/reference/**/*.{ts,tsx}').sort()) hash.update(path).update(readFileSync(path))
  return hash.digest('hex')
}
