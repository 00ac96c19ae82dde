import type { DeliveryReport } from '../ports/sms-sender.ts'
import { reportCounts } from '../sca/delivery.ts'
import { appendEvent } from './append-event.ts'
import type { Deps } from './deps.ts'

/** What a gateway knows a code by. In: the session, the code that is out. */
export function codeReference(sessionId: string, codeId: string): string {
  return `${sessionId}.${codeId}`
}

/**
 * Takes what a gateway says of a text message. It counts while the session is open and this code is the one that is out;
 * a report that comes late, again, or for another code changes nothing. Out: whether it counted. SMS-31.
 */
export async function takeReport(deps: Deps, { reference, delivered }: DeliveryReport): Promise<boolean> {
  const [sessionId = '', codeId = '', ...rest] = reference.split('.')
  if (codeId === '' || rest.length > 0) return false
  return appendEvent(deps, sessionId, ({ record }) => {
    const out = record.challenges.some(({ kind, id }) => kind === 'sms-code' && id === codeId)
    const events = record.events.map(({ event }) => event)
    if (!out || !reportCounts(events, delivered)) return null
    return { type: delivered ? 'sms-code-delivered' : 'sms-code-undelivered' }
  })
}
