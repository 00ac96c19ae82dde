import { format } from 'node:util'
import type { Log } from '../ports/log.ts'
import { inPost } from './request-scope.ts'
import { unreadableForm } from './unreadable-form.ts'

/** What a stranger can bring about by sending nonsense to a page: no fault of ours. */
const ofStrangers =
  /Server Action|form data|multipart|Unexpected end of (form|JSON)|Invalid (form|URL)|malformed|aborted/i

/**
 * Turns what packages print into lines of the log, where it is scrubbed like everything else: Next prints what it could not
 * read of a request, and has no setting for it. In: the log, the console to take over, who hears with which status a request
 * is to be answered whose form could not be read, while it is worked on. Out: gives it back.
 */
export function consoleToLog(
  log: Log,
  console: Console = globalThis.console,
  onUnreadable: (status: number) => void = () => undefined,
): () => void {
  const before = { ...console }
  const line =
    (level: 'error' | 'warn' | 'info') =>
    (...printed: unknown[]) => {
      const thrown = printed.find((part) => part instanceof Error)
      const said = format(...printed.filter((part) => typeof part === 'string'))
      const status = thrown !== undefined && inPost() ? unreadableForm(thrown) : null
      if (status !== null) onUnreadable(status)
      const harmless = status !== null || ofStrangers.test(`${said} ${thrown?.message}`)
      log[level === 'error' && harmless ? 'warn' : level](
        { ...(thrown && { fault: thrown }), printed: said },
        'printed',
      )
    }
  console.error = line('error')
  console.warn = line('warn')
  console.log = line('info')
  console.info = line('info')
  console.debug = line('info')
  return () => void Object.assign(console, before)
}
