import { assent } from '../container.ts'
import { consoleToLog } from '../log/console-to-log.ts'
import { currentRequestId } from '../log/request-scope.ts'
import type { Deps } from '../session/deps.ts'
import { endOnFault } from './end-on-fault.ts'
import { setPageStatus } from './page-status.ts'
import { serve } from './serve.ts'
import { whenTold } from './when-told.ts'

/** Runs the server until it is told to stop. In: whether this is the development server. */
export async function run(dev: boolean): Promise<void> {
  const deps = parts()
  // The development server speaks to whoever wrote the code.
  if (!dev) {
    consoleToLog(deps.log, globalThis.console, answerWithStatus)
    endOnFault(deps.log)
  }
  const running = await serve(deps, dev).catch(explain)
  whenTold(running.stop)
}

/** Next would say that the fault is ours. */
function answerWithStatus(status: number): void {
  const requestId = currentRequestId()
  if (requestId !== undefined) setPageStatus(requestId, status)
}

/** The parts of this process. A configuration that is not usable is said in words, a line per variable. */
function parts(): Deps {
  try {
    return assent()
  } catch (fault) {
    return explain(fault)
  }
}

/** Ends a process that cannot start, and says why: a database that does not answer and the like explain themselves. */
function explain(fault: unknown): never {
  process.stderr.write(`${fault instanceof Error ? fault.message : fault}\n`)
  process.exit(1)
}
