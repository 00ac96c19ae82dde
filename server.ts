import { assent } from './lib/container.ts'
import { serve } from './lib/server/serve.ts'

/** The one entry of the server, in development too. */
const running = await serve(assent(), process.env.NODE_ENV === 'development')

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void running.stop().then(() => process.exit(0)))
}
