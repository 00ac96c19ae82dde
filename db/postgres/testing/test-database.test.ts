import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { startPostgres } from './start-postgres.ts'
import { testDatabase } from './test-database.ts'

describe('a PostgreSQL for tests', () => {
  it('gives databases that know nothing of each other', async () => {
    const [one, other] = [await testDatabase(), await testDatabase()]
    await one.query('create table only_here (id text)')
    await expect(other.query('select * from only_here')).rejects.toThrow('does not exist')
    await one.drop()
    await other.drop()
    await expect(one.query('select 1')).rejects.toThrow('does not exist')
  })

  it('ends with whoever started it, even where that one was killed', async () => {
    const program = `
      import { keepPostgres } from '${new URL('./keep-postgres.ts', import.meta.url)}'
      import pg from 'pg'
      const { url } = await keepPostgres()
      const client = new pg.Client(url)
      await client.connect()
      const { rows } = await client.query("select pg_backend_pid() as pid, current_setting('data_directory') as folder")
      process.stdout.write(JSON.stringify(rows[0]))
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    const { folder } = JSON.parse(said.toString())
    expect(existsSync(folder)).toBe(true)
    child.kill('SIGKILL')
    await expect.poll(() => existsSync(folder)).toBe(false)
    expect(execFileSync('ps', ['-eo', 'args']).toString()).not.toContain(folder)
  })

  it('keeps what was committed when it is killed and started again', async () => {
    const first = await startPostgres()
    const write = new pg.Client(first.url)
    write.on('error', () => undefined)
    await write.connect()
    await write.query('create table kept as select 42 as answer')
    await first.end('SIGKILL')
    const second = await startPostgres({ data: first })
    const read = new pg.Client(second.url)
    await read.connect()
    expect((await read.query('select answer from kept')).rows).toEqual([{ answer: 42 }])
    await read.end()
    await second.remove()
    expect(existsSync(first.folder)).toBe(false)
  })
})
