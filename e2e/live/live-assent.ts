import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type Server } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { selfSigned } from '../../lib/senders/testing/self-signed.ts'
import { freePort, start } from '../process.ts'
import { startGateways } from './gateways.ts'

const run = promisify(execFile)

export type LiveAssent = Awaited<ReturnType<typeof startLiveAssent>>

/**
 * The server as an operator runs it for real users: live mode behind something that ends TLS, a key ring and a platform
 * made by the operator's command, mails and text messages by gateways with TLS.
 */
export async function startLiveAssent() {
  const folder = mkdtempSync(join(tmpdir(), 'assent-live-'))
  const tls = selfSigned()
  const authority = join(folder, 'authority.pem')
  writeFileSync(authority, tls.cert)
  const gateways = await startGateways(tls)
  const port = await freePort()
  const terminator = await endTls(tls, port)
  const origin = `https://localhost:${(terminator.address() as AddressInfo).port}`
  const env = {
    ASSENT_MODE: 'live',
    ASSENT_URL: origin,
    ASSENT_DATA: folder,
    ASSENT_TRUSTED_HOPS: '1',
    PORT: String(port),
    SMS_URL: gateways.smsUrl,
    MAIL_URL: gateways.mailUrl,
    MAIL_FROM: 'Northwind <no-reply@northwind.example>',
    NODE_EXTRA_CA_CERTS: authority,
  }
  const assent = async (more: Record<string, string>, ...words: string[]) => {
    const given: NodeJS.ProcessEnv = { NODE_ENV: 'production', PATH: process.env['PATH'] ?? '', ...more }
    return (await run(process.execPath, ['scripts/assent.ts', ...words], { env: given })).stdout
  }
  const ASSENT_KEYS = (await assent({}, 'keys', 'make')).trim()
  const keyed = { ...env, ASSENT_KEYS }
  const made = await assent(keyed, 'platform', 'create', 'Northwind', '--return-url', 'https://shop.example/return')
  const server = await start('server.ts', keyed, `http://127.0.0.1:${port}/readyz`)
  return {
    origin,
    /** Where the server itself listens: a platform's calls need no browser's trust. */
    inside: `http://127.0.0.1:${port}`,
    apiKey: /^API key\s+(\S+)$/m.exec(made)?.[1] ?? '',
    gateways,
    log: server.log,
    doctor: () => assent(keyed, 'doctor'),
    secrets: [ASSENT_KEYS, 'mail-secret', 'sms-word'],
    stop: async () => {
      await server.stop()
      terminator.closeAllConnections()
      await new Promise((resolve) => terminator.close(resolve))
      await gateways.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What stands before the server and ends TLS. In: its certificate, the server's port. */
async function endTls(tls: ReturnType<typeof selfSigned>, port: number): Promise<Server> {
  const server = createServer(tls, (incoming, answer) => {
    const { method, url, headers, socket } = incoming
    const passed = { ...headers, 'x-forwarded-for': socket.remoteAddress, 'x-forwarded-proto': 'https' }
    const asked = request({ host: '127.0.0.1', port, method, path: url, headers: passed }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(answer)
    })
    asked.on('error', () => answer.destroy())
    incoming.pipe(asked)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
