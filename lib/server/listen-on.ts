import type { Server } from 'node:http'

interface Place {
  /** The variable that names the port. */
  readonly variable: 'PORT' | 'ASSENT_METRICS_PORT'
  readonly port: number
  /** Without it, every address of this machine. */
  readonly host?: string
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another process',
  EACCES: 'needs a right that this user lacks',
  EADDRNOTAVAIL: 'is at an address that this machine has not',
  ENOTFOUND: 'is at a host that is unknown',
}

/** Has a server take connections. Throws an error for whoever starts it that names the variable. */
export async function listenOn(server: Server, { variable, port, host }: Place): Promise<void> {
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen({ port, ...(host !== undefined && { host }) }, () => {
      server.off('error', failed)
      listening()
    })
  }).catch((fault: NodeJS.ErrnoException) => {
    const reason = reasons[fault.code ?? ''] ?? `cannot be listened on (${fault.code})`
    throw new Error(`${variable}: ${host === undefined ? '' : `${host}:`}${port} ${reason}`)
  })
}
