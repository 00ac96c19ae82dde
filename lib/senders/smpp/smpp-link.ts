import type { Pdu, Session, Smpp } from 'smpp'
import { bindFailure } from './smpp-failure.ts'
import type { SmppOptions } from './smpp-options.ts'

/** Waits of a connection. */
export interface LinkTimes {
  /** Until an answer to anything but a message must have come, the bind with its connection included. */
  readonly answerMs: number
  /** Between two questions whether the other side is still there. */
  readonly enquireMs: number
}

/** A bound connection. */
export interface Link {
  /** Asks to send one short message. Out: the answer; null where the connection was lost first. */
  submit(message: Readonly<Record<string, unknown>>): Promise<Pdu | null>
  /** Takes leave and closes. */
  close(): Promise<void>
}

interface Listening {
  /** A message or receipt came in; it is acknowledged already. */
  readonly onDelivered: (pdu: Pdu) => void
  /** The connection is gone. Called once, and only for a link that was bound. */
  readonly onClosed: () => void
}

/**
 * Connects and binds. Out: the link, or why there is none. Whatever the other side sends, no fault of the library leaves
 * this function: what cannot be read ends the connection.
 */
export function openLink(
  smpp: Smpp,
  options: SmppOptions,
  times: LinkTimes,
  { onDelivered, onClosed }: Listening,
): Promise<Link | 'try-later' | 'misconfigured'> {
  const { host, port, tls, systemId, password, systemType } = options
  const session = smpp.connect({ host, port, tls, ...(tls && { minVersion: 'TLSv1.2' }) })
  session.socket.setNoDelay(true)
  const waiting = new Set<(lost: null) => void>()
  let bound = false
  let enquiring: NodeJS.Timeout | undefined

  /** Asks something. Out: the answer; null where the connection is lost first. */
  const ask = (command: 'bind_transceiver' | 'enquire_link' | 'unbind' | 'submit_sm', fields = {}) =>
    new Promise<Pdu | null>((resolve) => {
      waiting.add(resolve)
      const answered = (pdu: Pdu) => {
        waiting.delete(resolve)
        resolve(pdu)
      }
      if (!session[command](fields, answered)) lose()
    })
  const lose = () => {
    session.destroy()
    for (const lost of waiting) lost(null)
    waiting.clear()
  }
  /** The same, for questions to which an answer must come soon. */
  const askSoon = async (command: 'bind_transceiver' | 'enquire_link' | 'unbind', fields = {}) => {
    const late = setTimeout(lose, times.answerMs)
    const answer = await ask(command, fields)
    clearTimeout(late)
    return answer
  }

  session.on('error', lose)
  session.on('close', () => {
    clearInterval(enquiring)
    lose()
    if (bound) onClosed()
    bound = false
  })
  answerRequests(session, onDelivered)

  const link: Link = {
    submit: (message) => ask('submit_sm', message),
    close: async () => {
      await askSoon('unbind')
      lose()
    },
  }
  return new Promise((resolve) => {
    const late = setTimeout(lose, times.answerMs)
    session.once('close', () => {
      clearTimeout(late)
      resolve('try-later')
    })
    session.once(tls ? 'secureConnect' : 'connect', async () => {
      const names = { system_id: systemId, password, system_type: systemType, interface_version: 0x34 }
      const answer = await askSoon('bind_transceiver', names)
      clearTimeout(late)
      if (answer === null) return resolve('try-later')
      if (answer.command_status !== 0) {
        resolve(bindFailure(answer.command_status))
        return lose()
      }
      bound = true
      enquiring = setInterval(() => void askSoon('enquire_link'), times.enquireMs)
      resolve(link)
    })
  })
}

/** Answers what the other side asks, so that it keeps the connection. */
function answerRequests(session: Session, onDelivered: (pdu: Pdu) => void): void {
  session.on('pdu', (pdu: Pdu) => {
    if (pdu.isResponse() || pdu.command === 'alert_notification' || pdu.command === 'outbind') return
    try {
      session.send(pdu.response())
      if (pdu.command === 'deliver_sm' || pdu.command === 'data_sm') onDelivered(pdu)
      if (pdu.command === 'unbind') session.close()
    } catch {
      session.destroy()
    }
  })
}
