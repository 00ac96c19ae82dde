import type { Log } from '../ports/log.ts'

/**
 * Ends the process at what nobody caught, with a line of the log, which is scrubbed, where Node would print all of it. What
 * such a process knows is not to be trusted any more, and Next would have it go on; nothing that was answered is lost, and
 * whoever looks after the process starts it again. In: the log.
 */
export function endOnFault(log: Log): void {
  const end = (cause: string) => (fault: unknown) => {
    try {
      log.error({ alarm: true, cause, fault }, 'a fault that nobody caught ends the process')
    } finally {
      // The log is written at the exit (`lib/log/make-log.ts`).
      process.exit(1)
    }
  }
  // Before Next's own, which only print.
  process.prependListener('uncaughtException', end('exception'))
  process.prependListener('unhandledRejection', end('rejection'))
}
