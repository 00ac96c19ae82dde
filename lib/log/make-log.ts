import { type DestinationStream, pino } from 'pino'
import type { Log } from '../ports/log.ts'
import type { Meters } from '../ports/meters.ts'
import { allowed } from './allowed.ts'
import { currentRequestId } from './request-scope.ts'
import { scrub } from './scrub.ts'

/**
 * The log: a line of JSON each, to stdout. In: the least level that is written, where lines are counted; where they go, for
 * tests, which alone log what is in no inventory. Whatever is logged passes `allowed`, and the request's id is added: no caller can leave either out.
 */
export function makeLog(level: string, meters: Pick<Meters, 'logged'>, to?: DestinationStream): Log<string> {
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
  return to ? pino(options, to) : logTo(1, options)
}

/** Bytes of lines that wait for whoever reads them: hours of a quiet server, seconds of a busy one. */
const mostWaiting = 8 * 2 ** 20
/** A tenth of a second each: so long the end of the process waits for whoever reads the log. */
const mostTriesAtExit = 30

/**
 * A log that is not written at once: lines that come while one is written go together, and a slow reader of them holds up no
 * request. One that reads nothing any more must not fill the memory: lines are lost then, and a line says how many. What waits is
 * written when the process ends. In: the file descriptor, pino's options, how many bytes may wait.
 */
export function logTo(fd: number, options: pino.LoggerOptions, most = mostWaiting): pino.Logger {
  let triesAtExit: number | null = null
  // Before pino's own, which would wait for ever for a reader that reads nothing.
  process.once('exit', () => {
    triesAtExit = 0
    try {
      destination.flushSync()
    } catch {
      destination.destroy()
    }
  })
  const destination = pino.destination({
    fd,
    sync: false,
    maxLength: most,
    retryEAGAIN: () => {
      if (triesAtExit !== null) triesAtExit += 1
      return (triesAtExit ?? 0) <= mostTriesAtExit
    },
  })
  const log = pino(options, destination)
  let lost = 0
  destination.on('drop', () => {
    lost += 1
  })
  destination.on('drain', () => {
    if (lost > 0) log.error({ lost }, 'lines of the log were lost: nobody read them')
    lost = 0
  })
  return log
}

/** Messages are constants of ours, but for a word; what comes in between is scrubbed all the same. */
function text(message: unknown): string {
  return typeof message === 'string' ? scrub(message) : ''
}
