import { assent } from './lib/container.ts'
import { serve } from './lib/server/serve.ts'
import type { Deps } from './lib/session/deps.ts'

/** The one entry of the server, in development too. */
const running = await serve(parts(), process.env.NODE_ENV === 'development')

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void running.stop().then(() => process.exit(0)))
}

/** The parts of this process. A configuration that is not usable is said in words, a line per variable. */
function parts(): Deps {
  try {
    return assent()
  } catch (fault) {
    process.stderr.write(`${fault instanceof Error ? fault.message : fault}\n`)
    process.exit(1)
  }
}
