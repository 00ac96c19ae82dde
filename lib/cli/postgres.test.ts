import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../db/postgres/testing/test-database.ts'
import { runCommand } from './run-command.ts'

// The real commands and the real server on a real PostgreSQL.
const folder = mkdtempSync(join(tmpdir(), 'assent-cli-postgres-'))
const reader = `reader_${process.pid}`
const made: TestDatabase[] = []
let database: TestDatabase
async function another(): Promise<TestDatabase> {
  const one = await testDatabase()
  made.push(one)
  return one
}
beforeAll(async () => {
  database = await another()
  await database.query(`create role ${reader} login password 'reader'`)
})
afterAll(async () => {
  await database.query(`drop role ${reader}`)
  for (const one of made) await one.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function assent(args: string[], url = database.url) {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCommand(args, {
    env: { ASSENT_DATA: folder, DATABASE_URL: url },
    say: (line) => void out.push(`${line}\n`),
    note: (line) => void err.push(`${line}\n`),
  })
  return { code, out: out.join(''), err: err.join('') }
}

/** The same address but for what is named. */
function but(
  change: Partial<Pick<URL, 'username' | 'password' | 'hostname' | 'port' | 'pathname'>>,
  url = database.url,
) {
  return Object.assign(new URL(url), change).href
}

describe('the command line on PostgreSQL', () => {
  it('REL-09 purges nothing by a clock that is not the database’s', async () => {
    const apart = await another()
    const name = new URL(apart.url).pathname.slice(1)
    expect(await assent(['migrate'], apart.url)).toMatchObject({ code: 0 })
    // Ours is ahead of it by a day.
    await apart.query(`create function public.clock_timestamp() returns timestamptz language sql
      as $$ select pg_catalog.clock_timestamp() - interval '1 day' $$`)
    await apart.query(`alter database ${name} set search_path = public, pg_catalog`)
    for (const args of [['purge'], ['purge', '--dry-run']]) {
      const { code, out, err } = await assent(args, apart.url)
      expect([args, code, out]).toEqual([args, 1, ''])
      expect(err).toMatch(/clock.* is ahead of the database's/)
    }
    expect(await assent(['purge', '--history'], apart.url)).toMatchObject({ code: 0 })
    await apart.query(`alter database ${name} reset search_path`)
    expect(await assent(['purge'], apart.url)).toMatchObject({ code: 0 })
  })

  it('migrates, says where without a password, and can do everything else', async () => {
    const { password, host, pathname } = new URL(database.url)
    const { code, out } = await assent(['migrate'])
    expect([code, out]).toEqual([0, `postgres://${host}${pathname} is up to date\n`])
    expect(out).not.toContain(password)
    expect(await assent(['migrate'])).toMatchObject({ code: 0 })
    expect(await assent(['platform', 'create', 'Shop', '--return-url', 'https://shop.example/back'])).toMatchObject({
      code: 0,
    })
    expect((await assent(['platform', 'list'])).out).toContain('Shop')
    const doctor = await assent(['doctor'])
    expect(doctor.out).toContain(`${pathname} is durable, up to date and writable`)
    expect(doctor.out).not.toContain(password)
    expect(doctor.code).toBe(0)
  })
})

describe('a database that cannot be used', () => {
  const cases: Record<string, [() => string | Promise<string>, RegExp]> = {
    'a wrong password': [() => but({ password: 'wrong-secret' }), /does not accept the user name or the password/],
    'an unknown host': [() => but({ hostname: 'nowhere.invalid' }), /host of DATABASE_URL/],
    'nobody who listens': [() => but({ port: '9' }), /nobody listens/],
    'a database that is not there': [() => but({ pathname: '/nowhere' }), /no database of the name.*createdb/],
    'no TLS where it is asked for': [() => `${database.url}?sslmode=verify-full`, /does not speak TLS/],
    'no right to make tables': [
      async () => but({ username: reader, password: 'reader' }, (await another()).url),
      /lacks the right to make or change tables.*grant/,
    ],
    'a newer schema': [
      async () => {
        const newer = await another()
        await newer.query('create table schema_version as select 999 as version')
        return newer.url
      },
      /schema 999.*knows only up to \d+.*newer version/,
    ],
    'commits that are not durable': [
      async () => {
        const lax = await another()
        await lax.query(`alter database ${new URL(lax.url).pathname.slice(1)} set synchronous_commit = off`)
        return lax.url
      },
      /synchronous_commit is off/,
    ],
  }

  it.each(Object.entries(cases))('%s: says so, without the password, with exit code 1', async (_, [make, why]) => {
    const url = await make()
    const migrate = await assent(['migrate'], url)
    expect(migrate.err).toMatch(why)
    expect(migrate.err.trim().split('\n')).toHaveLength(1)
    expect([migrate.code, migrate.out]).toEqual([1, ''])
    const doctor = await assent(['doctor'], url)
    expect(doctor.out).toMatch(why)
    expect(doctor.code).toBe(1)
    const { password, username } = new URL(url)
    for (const secret of [password, `${username}:`]) expect(`${migrate.err}${doctor.out}`).not.toContain(secret)
  })

  it('ends a server that starts, with the same words', async () => {
    const env = { PATH: process.env['PATH'] ?? '', ASSENT_DATA: folder, NODE_ENV: 'production', PORT: '0' } as const
    const url = but({ password: 'wrong-secret' })
    const server = promisify(execFile)(process.execPath, ['server.ts'], { env: { ...env, DATABASE_URL: url } })
    const { code, stderr } = (await server.catch((fault) => fault)) as { code: number; stderr: string }
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The database does not answer: it does not accept [^\n]+\n$/)
  })
})
