import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresPrograms, postgresPrograms } from './postgres-programs.ts'

/** A PostgreSQL server of our own, for tests. */
export interface RunningPostgres {
  /** Of the database `postgres`, as superuser with password. */
  readonly url: string
  readonly port: number
  readonly password: string
  /** Its data; a copy of it may be started as another server. */
  readonly folder: string
  readonly child: ChildProcess
  /** What it has written so far. */
  log(): string
  /** Ends it with a signal and leaves the data: `SIGINT` in order, `SIGKILL` as a power cut would. */
  end(signal?: 'SIGINT' | 'SIGKILL'): Promise<void>
  /** Ends it and removes its data. */
  remove(): Promise<void>
}

interface Options {
  /** Else a free one. */
  readonly port?: number
  /** A data folder that is there (with its password), to be started (again); else a new one is made. */
  readonly data?: { readonly folder: string; readonly password: string }
  /** Settings such as `fsync: 'on'`. */
  readonly settings?: Readonly<Record<string, string>>
}

/** What tests need: many connections, little memory, no wait for the disk. A process that is killed loses nothing by it. */
const quick = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
}

/** Starts a PostgreSQL server, on loopback, and waits until it takes connections. */
export async function startPostgres({ port, data, settings = {} }: Options = {}): Promise<RunningPostgres> {
  const programs = await postgresPrograms()
  const { folder, password } = data ?? (await makeData(programs))
  const set = Object.entries({ ...quick, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  for (let tries = 1; ; tries += 1) {
    const at = port ?? (await freePort())
    const child = spawn(programs.postgres, ['-D', folder, '-p', `${at}`, ...set], {
      ...programs.runAs,
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    // Its backends hold the other end of the pipe: when it closes, none is left that would still answer.
    const gone = once(child, 'close')
    const log = await untilReady(child)
    if (child.exitCode === null) {
      const end = async (signal: 'SIGINT' | 'SIGKILL' = 'SIGINT') => {
        child.kill(signal)
        await gone
      }
      return {
        url: `postgres://postgres:${password}@127.0.0.1:${at}/postgres`,
        ...{ port: at, password, folder, child, log, end },
        remove: async () => {
          await end()
          rmSync(folder, { recursive: true, force: true })
          programs.remove()
        },
      }
    }
    // Somebody else took the port in between.
    if (port !== undefined || tries === 5 || !log().includes('Address already in use')) {
      throw new Error(`PostgreSQL did not start:\n${log()}`)
    }
  }
}

async function makeData({ initdb, runAs }: PostgresPrograms): Promise<{ folder: string; password: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-postgres-'))
  const passwordFile = `${folder}.password`
  const password = randomBytes(12).toString('hex')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (runAs.uid !== undefined && runAs.gid !== undefined) {
    for (const path of [folder, passwordFile]) chownSync(path, runAs.uid, runAs.gid)
  }
  const child = spawn(
    initdb,
    [
      ...[`--pgdata=${folder}`, '--username=postgres', '--auth=password', `--pwfile=${passwordFile}`],
      ...['--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    ],
    { ...runAs, env: { ...process.env, LC_ALL: 'C' }, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const log = collect(child)
  const [code] = await once(child, 'close')
  rmSync(passwordFile)
  if (code !== 0) throw new Error(`initdb failed:\n${log()}`)
  return { folder, password }
}

function collect(child: ChildProcess): () => string {
  const written: string[] = []
  child.stderr?.on('data', (data: Buffer) => written.push(data.toString()))
  return () => written.join('')
}

/** Waits until the server takes connections or has ended. */
async function untilReady(child: ChildProcess): Promise<() => string> {
  const log = collect(child)
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', () => /ready to accept (read-only )?connections/.test(log()) && resolve())
    child.once('close', () => resolve())
    child.once('error', reject)
  })
  return log
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
