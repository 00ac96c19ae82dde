import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { type RunningPostgres, startPostgres } from './start-postgres.ts'
import { type TcpProxy, tcpProxy } from './tcp-proxy.ts'

/** A PostgreSQL with a standby that follows it asynchronously. */
export interface Pair {
  readonly primary: RunningPostgres
  readonly standby: RunningPostgres
  /** Between the two: cut, and the standby gets nothing more. */
  readonly stream: TcpProxy
  remove(): Promise<void>
}

/** Starts both: the standby from a cold copy of the primary's data. */
export async function startPair(): Promise<Pair> {
  const first = await startPostgres()
  await first.end()
  const { folder, password, port } = first
  const copy = `${folder}-standby`
  const copied = spawnSync('cp', ['-a', folder, copy], { encoding: 'utf8' })
  if (copied.status !== 0) throw new Error(copied.stderr)
  const primary = await startPostgres({ port, data: { folder, password } })
  const stream = await tcpProxy(port)
  writeFileSync(`${copy}/standby.signal`, '')
  const primaryConninfo = `host=127.0.0.1 port=${stream.port} user=postgres password=${password}`
  const standby = await startPostgres({
    data: { folder: copy, password },
    settings: { primary_conninfo: primaryConninfo },
  })
  return {
    primary,
    standby,
    stream,
    remove: async () => {
      await stream.close()
      for (const one of [standby, primary, first]) await one.remove()
    },
  }
}
