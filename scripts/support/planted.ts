import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

export type Cruise = { violations: Violation[]; imports: number; rules: string[] }
export type Violation = { rule: string; from: string; to: string }

/** Runs the boundary rules over files made up for the purpose, beside a few packages as stand-ins. */
export function cruisePlanted(files: Record<string, string>): Cruise {
  const folder = mkdtempSync(join(tmpdir(), 'assent-boundaries-'))
  try {
    for (const [path, content] of Object.entries({ ...standIns(), ...files })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
    const args = [program, '.', '--config', resolve('.dependency-cruiser.mjs'), '--output-type', 'json']
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    if (!stdout) throw new Error(stderr)
    const { summary } = JSON.parse(stdout) as Report
    const violations = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
    const rules = summary.ruleSetUsed.forbidden.map(({ name }) => name)
    return { violations, imports: summary.totalDependenciesCruised, rules }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Report = {
  summary: {
    totalDependenciesCruised: number
    violations: { rule: { name: string }; from: string; to: string }[]
    ruleSetUsed: { forbidden: { name: string }[] }
  }
}

function standIns(): Record<string, string> {
  const packages = ['react', 'zod', 'drizzle-orm', 'prom-client', 'vitest']
  const manifest = {
    dependencies: { react: '1', zod: '1', 'drizzle-orm': '1', 'prom-client': '1' },
    devDependencies: { vitest: '1' },
  }
  const folders = packages.flatMap((name) => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
    [`node_modules/${name}/index.js`, 'module.exports = {}'],
  ])
  return { 'package.json': JSON.stringify(manifest), ...Object.fromEntries(folders) }
}
