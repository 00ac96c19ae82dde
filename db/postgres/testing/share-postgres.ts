import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type KeptPostgres, keepPostgres } from './keep-postgres.ts'
import { brokerVariable } from './test-database.ts'

/**
 * The global set-up of a test run: one PostgreSQL for all its workers, started when the first of them asks for it. Out:
 * what ends it after the run.
 */
// biome-ignore lint/style/noDefaultExport: test runners read the default export.
export default async function sharePostgres(): Promise<() => Promise<void>> {
  let kept: Promise<KeptPostgres> | undefined
  const broker = createServer(async (_, response) => {
    kept ??= keepPostgres()
    await kept.then(
      ({ url }) => response.end(url),
      (fault) => response.writeHead(500).end(String(fault)),
    )
  }).listen(0, '127.0.0.1')
  await once(broker, 'listening')
  process.env[brokerVariable] = `http://127.0.0.1:${(broker.address() as AddressInfo).port}`
  return async () => {
    broker.close()
    await (await kept?.catch(() => undefined))?.stop()
  }
}
