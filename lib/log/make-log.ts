import { type DestinationStream, pino } from 'pino'
import type { Log } from '../ports/log.ts'
import type { Meters } from '../ports/meters.ts'
import { allowed } from './allowed.ts'
import { currentRequestId } from './request-scope.ts'
import { scrub } from './scrub.ts'

/**
 * The log: a line of JSON each, to stdout. In: the least level that is written, where lines are counted; where they go, for
 * tests. Whatever is logged passes `allowed`, and the request's id is added: no caller can leave either out.
 */
export function makeLog(level: string, meters: Pick<Meters, 'logged'>, to?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin() {
      const requestId = currentRequestId()
      return requestId === undefined ? {} : { requestId }
    },
    hooks: {
      logMethod(this: pino.Logger, given: unknown[], write: pino.LogFn, written: number) {
        meters.logged(pino.levels.labels[written] ?? 'other')
        const [line, message] = given
        if (typeof line === 'object' && line !== null) write.call(this, allowed(line), text(message))
        else write.call(this, {}, text(line))
      },
    },
  }
  // Not at once: lines that come while one is written go together, and a slow reader of them holds up no request.
  return pino(options, to ?? pino.destination({ fd: 1, sync: false }))
}

/** Messages are constants of ours, but for a word; what comes in between is scrubbed all the same. */
function text(message: unknown): string {
  return typeof message === 'string' ? scrub(message) : ''
}
