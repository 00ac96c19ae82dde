// `npm run migrations`, after a change of a schema: writes the SQL that leads from the last one to it, for every engine.
import { globSync } from 'node:fs'
import { run } from './support/run.ts'

for (const config of globSync('db/*/drizzle.config.ts').sort()) {
  const code = await run('drizzle-kit', ['generate', `--config=${config}`, ...process.argv.slice(2)])
  if (code !== 0) process.exit(code)
}
