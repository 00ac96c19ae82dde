/** The package `smpp` has no types of its own; these are of what is used here. Names are those of SMPP 5.0. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server as NetServer, Socket } from 'node:net'

  export interface Pdu {
    readonly command: string
    readonly command_status: number
    readonly sequence_number: number
    readonly message_id?: string
    readonly system_id?: string
    readonly password?: string
    readonly esm_class?: number
    readonly data_coding?: number
    readonly source_addr?: string
    readonly destination_addr?: string
    readonly registered_delivery?: number
    readonly short_message?: Buffer | { readonly message?: unknown; readonly udh?: unknown }
    readonly receipted_message_id?: unknown
    readonly message_state?: unknown
    isResponse(): boolean
    response(options?: Readonly<Record<string, unknown>>): Pdu
    toBuffer(): Buffer
  }

  export type Answered = (pdu: Pdu) => void
  export type Ask = (options: Readonly<Record<string, unknown>>, answered?: Answered) => boolean

  export interface Session extends EventEmitter {
    readonly socket: Socket
    send(pdu: Pdu, answered?: Answered): boolean
    close(closed?: () => void): void
    destroy(closed?: () => void): void
    pause(): void
    resume(): void
    bind_transceiver: Ask
    submit_sm: Ask
    deliver_sm: Ask
    enquire_link: Ask
    unbind: Ask
  }

  export interface Server extends NetServer {
    readonly sessions: Session[]
  }

  export interface Smpp {
    connect(options: Readonly<Record<string, unknown>>): Session
    createServer(listener: (session: Session) => void): Server
    createServer(options: Readonly<Record<string, unknown>>, listener: (session: Session) => void): Server
    readonly encodings: { default: string }
  }

  const smpp: Smpp
  // biome-ignore lint/style/noDefaultExport: that is how the package is made
  export default smpp
}
