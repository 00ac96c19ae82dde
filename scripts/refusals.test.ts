import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { refusals } from '../lib/sca/refusal.ts'

const sources = globSync('lib/**/*.ts')
  .filter((file) => !/\.test\.ts$|[/\\]testing[/\\]|[/\\]sca[/\\]refusal\.ts$/.test(file))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')

// Each has a text in every language, so one that nobody gives is found here alone.
it.each(refusals)('%s is a refusal that somebody gives', (refusal) => {
  expect(sources).toContain(`'${refusal}'`)
})
