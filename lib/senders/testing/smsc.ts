import type { AddressInfo } from 'node:net'
import smpp, { type Pdu, type Server, type Session } from 'smpp'

/** How an SMSC answers; what is left out goes well. */
export interface SmscBehaviour {
  /** Command status of a bind, or null for no answer. */
  readonly bind?: (turn: number) => number | null
  /** What becomes of a message: its answer, or null for none. */
  readonly submit?: (pdu: Pdu, turn: number, session: Session) => { status?: number; id?: string } | null
  readonly enquire?: (session: Session) => boolean
  readonly tls?: { readonly key: string; readonly cert: string }
  readonly port?: number
}

/** A short message as it came in: its bytes are those that were sent. */
export interface Submitted {
  readonly from: string
  readonly to: string
  readonly coding: number
  readonly header: Buffer | null
  readonly bytes: Buffer
  readonly receipt: number
}

/** A real SMPP server on loopback, made of the library's other half. */
export async function smsc(behaviour: SmscBehaviour = {}) {
  const binds: { systemId: string; password: string }[] = []
  const submitted: Submitted[] = []
  const seen: string[] = []
  const sessions: Session[] = []
  const server: Server = smpp.createServer(behaviour.tls ? { ...behaviour.tls } : {}, (session) => {
    sessions.push(session)
    session.on('error', () => session.destroy())
    session.on('pdu', (pdu: Pdu) => {
      seen.push(pdu.command)
      answer(session, pdu)
    })
  })

  function answer(session: Session, pdu: Pdu): void {
    switch (pdu.command) {
      case 'bind_transceiver': {
        binds.push({ systemId: pdu.system_id ?? '', password: pdu.password ?? '' })
        const status = behaviour.bind ? behaviour.bind(binds.length) : 0
        if (status !== null) session.send(pdu.response({ command_status: status }))
        return
      }
      case 'submit_sm': {
        submitted.push(read(pdu))
        const made = behaviour.submit
          ? behaviour.submit(pdu, submitted.length, session)
          : { id: String(submitted.length) }
        if (made) session.send(pdu.response({ command_status: made.status ?? 0, message_id: made.id ?? '' }))
        return
      }
      case 'enquire_link':
        if (behaviour.enquire?.(session) ?? true) session.send(pdu.response())
        return
      case 'unbind':
        session.send(pdu.response())
        session.close()
        return
      default:
    }
  }

  await new Promise<void>((resolve) => server.listen(behaviour.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    binds,
    submitted,
    seen,
    /** Connections that are open. */
    open: () => server.sessions.length,
    /** Sends bytes to whoever is bound. */
    write: (bytes: Buffer) => sessions.at(-1)?.socket.write(bytes),
    /** Brings a message or receipt. Out: once it was acknowledged. */
    deliver: (fields: Readonly<Record<string, unknown>>) =>
      new Promise<Pdu>((resolve) => sessions.at(-1)?.deliver_sm(fields, resolve)),
    /** Dies: no goodbye. */
    drop: () => {
      for (const session of sessions.splice(0)) session.destroy()
    },
    close: () => {
      for (const session of sessions.splice(0)) session.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function read(pdu: Pdu): Submitted {
  const raw = pdu.short_message
  const { message, udh } = Buffer.isBuffer(raw) || raw === undefined ? { message: raw, udh: undefined } : raw
  return {
    from: pdu.source_addr ?? '',
    to: pdu.destination_addr ?? '',
    coding: pdu.data_coding ?? -1,
    header: Array.isArray(udh) && Buffer.isBuffer(udh[0]) ? udh[0] : null,
    bytes: bytesOf(message, pdu.data_coding ?? 0),
    receipt: pdu.registered_delivery ?? 0,
  }
}

/** The library decodes what comes in; both codings can be undone without loss. */
function bytesOf(message: unknown, coding: number): Buffer {
  if (Buffer.isBuffer(message)) return message
  if (typeof message !== 'string') return Buffer.alloc(0)
  return coding === 8 ? Buffer.from(message, 'utf16le').swap16() : Buffer.from(message, 'latin1')
}
