import { readConfig } from '../config.ts'
import { makeLog } from '../log/make-log.ts'
import { addUpWorkers } from '../metrics/workers.ts'
import { endOnFault } from './end-on-fault.ts'
import { supervise } from './supervise.ts'
import { whenTold } from './when-told.ts'

const pauses = { firstPauseMs: 500, longestPauseMs: 30_000, steadyMs: 60_000 }

/**
 * Runs several workers behind one port until told to stop. This process serves nothing itself: it hands connections out,
 * adds up what the workers count, and replaces one that dies.
 */
export async function runWorkers(): Promise<void> {
  const config = configuration()
  const log = makeLog(config.logLevel, { logged: () => undefined })
  endOnFault(log)
  addUpWorkers()
  const workers = supervise({
    count: config.workers,
    ...pauses,
    onDeath: ({ pid, code, pauseMs }) =>
      log.error({ pid, exitCode: code, ms: pauseMs }, 'a worker died and is replaced'),
  })
  whenTold(workers.stop)
  await workers.listening.catch(() => process.exit(1))
  log.info({ workers: config.workers }, 'all workers listen')
}

function configuration() {
  try {
    return readConfig(process.env)
  } catch (fault) {
    process.stderr.write(`${fault instanceof Error ? fault.message : fault}\n`)
    process.exit(1)
  }
}
