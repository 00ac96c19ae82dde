import { serve } from '@hono/node-server'
import { createPlatform } from './create-platform.ts'
import { readSettings } from './settings.ts'

/** Northwind, a marketplace that does not exist: what a platform does to use Assent, and no more. */
const settings = readSettings(process.env)
const server = serve({ fetch: createPlatform(settings).fetch, port: settings.port })

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0))
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  })
}
