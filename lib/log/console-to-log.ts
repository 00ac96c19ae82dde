import { format } from 'node:util'
import type { Log } from '../ports/log.ts'
import { isUndecodable } from './is-undecodable.ts'

/** What a stranger can bring about by sending nonsense to a page: no fault of ours. */
const ofStrangers =
  /Server Action|form data|multipart|Unexpected end of (form|JSON)|Invalid (form|URL)|malformed|aborted/i

/**
 * Turns what packages print into lines of the log, where it is scrubbed like everything else: Next prints what it could not
 * read of a request, and has no setting for it. In: the log, the console to take over, who hears of a
 * request whose form could not be decoded, while it is worked on. Out: gives it back.
 */
export function consoleToLog(log: Log, console: Console = globalThis.console, onUndecodable = unheard): () => void {
  const before = { ...console }
  const line =
    (level: 'error' | 'warn' | 'info') =>
    (...printed: unknown[]) => {
      const thrown = printed.find((part) => part instanceof Error)
      const said = format(...printed.filter((part) => typeof part === 'string'))
      const undecodable = thrown !== undefined && isUndecodable(thrown)
      if (undecodable) onUndecodable()
      const harmless = undecodable || ofStrangers.test(`${said} ${thrown?.message}`)
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

const unheard = (): void => undefined
