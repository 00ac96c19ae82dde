// `npm run demo`: everything on one machine in sandbox mode, with a small platform that uses it.
import { ensureDemoKey } from './support/demo-key.ts'
import { requireFreePorts, waitUntilServed } from './support/ports.ts'
import { run } from './support/run.ts'
import { startAll } from './support/start-all.ts'

const port = Number(process.env.PORT ?? 3000)
const platformPort = Number(process.env.PLATFORM_PORT ?? 4000)
const data = process.env.ASSENT_DATA ?? './data'
const url = `http://localhost:${port}`
const platformUrl = `http://localhost:${platformPort}`

await requireFreePorts({ PORT: port, PLATFORM_PORT: platformPort })
const built = await run('node', ['scripts/build.ts', '--if-stale'])
if (built !== 0) process.exit(built)

const key = ensureDemoKey(data)
const stop = startAll([
  {
    args: ['server.ts'],
    env: {
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      ASSENT_MODE: 'sandbox',
      ASSENT_URL: url,
      ASSENT_DATA: data,
      PORT: String(port),
      ASSENT_DEMO_KEY: key,
      ASSENT_DEMO_RETURN_URLS: `${platformUrl}/return`,
    },
  },
  {
    args: ['examples/platform/server.ts'],
    env: { PORT: String(platformPort), PLATFORM_URL: platformUrl, ASSENT_URL: url, ASSENT_API_KEY: key },
  },
])

try {
  await waitUntilServed(`${url}/readyz`)
  await waitUntilServed(platformUrl)
  console.log(`\nOpen ${platformUrl} to try it out. Ctrl-C stops it.\n`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  stop(1)
}
