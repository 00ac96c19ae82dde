import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'

export interface NtpServer {
  /** As it stands in ASSENT_TIME_SERVERS. */
  readonly name: string
  /** How often it was asked. */
  asked(): number
  close(): Promise<void>
}

/** What it does otherwise than a server that is right. */
export interface Odd {
  /** Its clock, milliseconds against ours; by default none. */
  readonly ahead?: number
  /** Changes what it answers, or says nothing (null). */
  readonly answer?: (right: Buffer, question: Buffer) => Buffer | null
  /** Sent before the answer. */
  readonly before?: (question: Buffer) => Buffer
  readonly host?: string
}

/** A server of time by NTP (RFC 5905) on loopback, stratum 2. */
export async function ntpServer({ ahead = 0, answer, before, host = '127.0.0.1' }: Odd = {}): Promise<NtpServer> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  let asked = 0
  socket.on('message', (question: Buffer, from: RemoteInfo) => {
    asked += 1
    const right = Buffer.alloc(48)
    right[0] = (4 << 3) | 4
    right[1] = 2
    question.copy(right, 24, 40, 48)
    for (const at of [32, 40]) write(right, at, Date.now() + ahead)
    if (before) socket.send(before(question), from.port, from.address)
    const sent = answer ? answer(right, question) : right
    if (sent !== null) socket.send(sent, from.port, from.address)
  })
  socket.bind(0, host)
  await once(socket, 'listening')
  const { port } = socket.address()
  return {
    name: `${host.includes(':') ? `[${host}]` : host}:${port}`,
    asked: () => asked,
    close: async () => {
      socket.close()
      await once(socket, 'close')
    },
  }
}

/** Epoch milliseconds as seconds and fractions of NTP, in whichever era they are. */
export function write(into: Buffer, at: number, ms: number): void {
  const seconds = ms / 1000 + 2_208_988_800
  into.writeUInt32BE(Math.floor(seconds) % 2 ** 32, at)
  into.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32), at + 4)
}
