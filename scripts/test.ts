// `npm test` runs every stage; `npm test -- unit e2e` only those named. All stages run even when one has failed,
// except the browser journeys without a build, so that one run tells everything.
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { counts } from './support/counts.ts'
import { resultFiles } from './support/requirements/results.ts'
import { run } from './support/run.ts'

type Stage = { name: string; title: string; commands: string[][]; results?: string }
type Verdict = { stage: Stage; ok: boolean; seconds: number; passed: number; failed: number }

const results = `.cache/test/${process.pid}`
const env = { CI: '1', NEXT_TELEMETRY_DISABLED: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: `${results}/e2e.json` }
const stages: Stage[] = [
  // Next writes next-env.d.ts and the types of the routes, which a fresh clone lacks.
  { name: 'types', title: 'Types', commands: [['next', 'typegen'], ['tsc']] },
  { name: 'lint', title: 'Lint and format', commands: [['biome', 'check', '--error-on-warnings']] },
  { name: 'boundaries', title: 'Boundaries', commands: [['depcruise', '.', '--output-type', 'err-long'], ['knip']] },
  {
    name: 'unit',
    title: 'Unit tests',
    commands: [['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}/unit.json`]],
    results: `${results}/unit.json`,
  },
  { name: 'alerts', title: 'Alert rules', commands: [['node', 'scripts/alerts.ts']] },
  { name: 'build', title: 'Production build', commands: [['node', 'scripts/build.ts']] },
  {
    name: 'e2e',
    title: 'Browser journeys',
    commands: [
      ['node', 'scripts/browser.ts'],
      ['playwright', 'test', '--reporter=list,json'],
    ],
    results: `${results}/e2e.json`,
  },
]

async function runStage(stage: Stage): Promise<Verdict> {
  console.log(`\n== ${stage.title} (${stage.name})`)
  const start = performance.now()
  let ok = true
  for (const [command = '', ...args] of stage.commands) ok = (await run(command, args, env)) === 0 && ok
  const seconds = (performance.now() - start) / 1000
  const counted = stage.results ? counts(stage.results) : { passed: 0, failed: 0 }
  // A stage that fails without a failed test (a type error, a crash, no tests at all) still counts as a failure.
  return { stage, seconds, passed: counted.passed, failed: ok ? 0 : Math.max(1, counted.failed), ok }
}

function summary(verdicts: Verdict[], skipped: Stage[]): void {
  console.log('')
  for (const { stage, ok, seconds, passed, failed } of verdicts) {
    const tests = stage.results ? `${passed} passed, ${failed} failed` : ''
    console.log(
      `${ok ? 'ok  ' : 'FAIL'}  ${stage.title.padEnd(18)} ${seconds.toFixed(1).padStart(6)} s  ${tests}`.trimEnd(),
    )
  }
  for (const stage of skipped) console.log(`skip  ${stage.title.padEnd(18)}           no build to run against`)
  const sum = (of: 'passed' | 'failed') => verdicts.reduce((total, verdict) => total + verdict[of], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
}

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !stages.some((stage) => stage.name === name))
if (unknown.length > 0) {
  console.error(`No such stage: ${unknown.join(', ')}. There are: ${stages.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
mkdirSync(results, { recursive: true })
const verdicts: Verdict[] = []
const skipped: Stage[] = []
for (const stage of stages.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  const buildFailed = verdicts.some((verdict) => verdict.stage.name === 'build' && !verdict.ok)
  if (stage.name === 'e2e' && buildFailed) skipped.push(stage)
  else verdicts.push(await runStage(stage))
}
// Where `npm run requirements` looks. Under their own names only now, because two runs may go on at once.
mkdirSync('test-results', { recursive: true })
for (const [stage, kept] of Object.entries(resultFiles)) {
  const written = `${results}/${stage}.json`
  if (existsSync(written)) copyFileSync(written, kept)
}
rmSync(results, { recursive: true, force: true })
summary(verdicts, skipped)
process.exit(verdicts.every(({ ok }) => ok) ? 0 : 1)
