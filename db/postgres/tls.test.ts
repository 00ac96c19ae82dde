import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemRandom } from '../../lib/ports/random.ts'
import { selfSigned } from '../../lib/senders/testing/self-signed.ts'
import { openPostgresStore } from './store.ts'
import { type RunningPostgres, startPostgres } from './testing/start-postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'assent-tls-'))
let server: RunningPostgres

/** A PostgreSQL that speaks TLS, with a certificate for localhost that is its own authority. */
beforeAll(async () => {
  const { key, cert } = selfSigned()
  writeFileSync(join(folder, 'authority.pem'), cert)
  writeFileSync(join(folder, 'stranger.pem'), selfSigned().cert)
  server = await startPostgres()
  const { uid, gid } = statSync(server.folder)
  for (const [name, text] of Object.entries({ 'server.key': key, 'server.crt': cert })) {
    const path = join(server.folder, name)
    writeFileSync(path, text, { mode: 0o600 })
    chownSync(path, uid, gid)
  }
  await query('alter system set ssl = on')
  await server.end()
  server = await startPostgres({ data: server })
})
afterAll(async () => {
  await server.remove()
  rmSync(folder, { recursive: true })
})

/** Whether the store is reached, and whether its connection was encrypted. */
async function reach(parameters: string, host = 'localhost'): Promise<string> {
  const url = new URL(server.url)
  url.hostname = host
  url.search = parameters.replace('sslrootcert=', `sslrootcert=${folder}/`)
  const store = openPostgresStore(url.href, { random: systemRandom, pause })
  try {
    await store.ping()
    const { rows } = await query(
      `select bool_and(ssl) as ssl from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'assent'`,
    )
    return rows[0].ssl ? 'encrypted' : 'in clear'
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault)
  } finally {
    await store.close()
  }
}

async function query(statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client(server.url)
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}

describe('TLS to PostgreSQL, as its address says', () => {
  // 127.1 is this machine too, but no name in the certificate.
  it.each([
    ['', 'localhost', 'in clear'],
    ['sslmode=disable', 'localhost', 'in clear'],
    ['sslmode=require', 'localhost', 'encrypted'],
    ['sslmode=require&sslrootcert=authority.pem', '127.1', 'encrypted'],
    ['sslmode=verify-full&sslrootcert=authority.pem', 'localhost', 'encrypted'],
    ['sslmode=verify-full&sslrootcert=authority.pem', '127.0.0.1', 'encrypted'],
    ['sslmode=verify-ca&sslrootcert=authority.pem', '127.1', 'encrypted'],
  ])('%s at %s is %s', async (parameters, host, how) => expect(await reach(parameters, host)).toBe(how))

  it.each([
    ['sslmode=verify-full', 'localhost', 'from no known authority'],
    ['sslmode=verify-full&sslrootcert=stranger.pem', 'localhost', 'from no known authority'],
    ['sslmode=verify-ca&sslrootcert=stranger.pem', 'localhost', 'from no known authority'],
    // As in libpq: who names an authority wants it to be asked.
    ['sslmode=require&sslrootcert=stranger.pem', 'localhost', 'from no known authority'],
    ['sslmode=verify-full&sslrootcert=authority.pem', '127.1', 'for another host name'],
  ])('%s at %s sends no password: its certificate is %s', async (parameters, host, why) => {
    expect(await reach(parameters, host)).toContain(why)
  })
})
