// `npm test -- alerts`: the alert rules are valid, and fire when they should and only then.
import { ensurePromtool } from './support/promtool.ts'
import { run } from './support/run.ts'

const promtool = await ensurePromtool()
if (promtool === null) {
  console.error('promtool is missing. It comes with Prometheus: install that, and see that promtool is on the PATH.')
  process.exit(1)
}
const checked = await run(promtool, ['check', 'rules', 'ops/alerts.yml'])
const tested = await run(promtool, ['test', 'rules', 'ops/alerts.test.yml', 'ops/alerts-day.test.yml'])
process.exit(checked || tested)
