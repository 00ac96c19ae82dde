import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What stands between a server of ours and its database, and can bring every trouble of a network. For tests. */
export interface TcpProxy {
  readonly port: number
  /** Breaks every connection; new ones lead to this port. */
  lead(port: number): void
  /** Breaks every connection and takes no more. */
  cut(): void
  /** Nothing passes, and nobody is told. */
  stall(): void
  /** What was held passes, and new connections are taken again. */
  go(): void
  /** How often ours had waited for an answer, whole or in part, and then went on speaking. */
  turns(): number
  close(): Promise<void>
}

export async function tcpProxy(target: number): Promise<TcpProxy> {
  let leadsTo = target
  let cut = false
  let stalled = false
  let turns = 0
  let answered = true
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    if (stalled) socket.pause()
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer({ pauseOnConnect: true }, (inner) => {
    inner.on('error', () => undefined)
    if (cut) return void inner.resetAndDestroy()
    const outer = connect(leadsTo, '127.0.0.1').on('error', () => inner.destroy())
    inner.on('data', () => {
      if (answered) turns += 1
      answered = false
    })
    outer.on('data', () => {
      answered = true
    })
    pipe(inner, outer)
    pipe(outer, inner)
    inner.resume()
    for (const socket of [inner, outer]) keep(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const breakAll = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    lead: (port) => {
      leadsTo = port
      breakAll()
    },
    cut: () => {
      cut = true
      breakAll()
    },
    stall: () => {
      stalled = true
      for (const socket of sockets) socket.pause()
    },
    go: () => {
      cut = false
      stalled = false
      for (const socket of sockets) socket.resume()
    },
    turns: () => turns,
    close: async () => {
      breakAll()
      server.close()
      await once(server, 'close')
    },
  }
}

function pipe(from: Socket, to: Socket): void {
  from.on('data', (data) => to.write(data))
  from.on('close', () => to.destroy())
}
