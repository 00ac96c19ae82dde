import { DrizzleQueryError } from 'drizzle-orm/errors'
import { beforeEach, describe, expect, it } from 'vitest'
import { prometheusMeters } from '../metrics/prometheus-meters.ts'
import { readMetrics } from '../metrics/testing/read-metrics.ts'
import type { Log, LogLine } from '../ports/log.ts'
import { smtpMailer } from '../senders/smtp.ts'
import { consoleToLog } from './console-to-log.ts'
import { makeLog } from './make-log.ts'
import { inRequest } from './request-scope.ts'

const canaries = {
  PIN: '482915',
  number: '+33 6 12 34 56 78',
  'bare number': '33612345678',
  address: 'ann.canary@example.com',
  'mailbox in an address': 'ann.canary%40example.com',
  token: `sca_${'aB3-_xYz'.repeat(6).slice(0, 43)}`,
  'API key': `ak_live_${'cD5-_xYz'.repeat(6).slice(0, 43)}`,
  'webhook secret': `whsec_${'Zm9vYmFy'.repeat(5)}`,
  IBAN: 'FR7630006000011234567890189',
  password: 'canary-password',
}
const everything = Object.values(canaries).join(' ')
const url = `smtp://canary:${canaries.password}@mail.example.com/?token=${canaries.token}`

function holding(text: string): string[] {
  return Object.entries(canaries).flatMap(([name, secret]) => (text.includes(secret) ? [name] : []))
}

let lines: string[]
let log: Log<string>
let meters: ReturnType<typeof prometheusMeters>
beforeEach(() => {
  lines = []
  meters = prometheusMeters()
  log = makeLog('debug', meters, { write: (line) => void lines.push(line) })
})
const written = () => lines.map((line) => JSON.parse(line))

describe('TR-02 LOG-02 the log', () => {
  it('writes what is allowed as it is', () => {
    const line = {
      sessionId: 'ses_abcdefghij',
      route: '/api/v1/users/:userId',
      status: 200,
      ms: 3,
      alarm: true,
    } as const
    log.info(line, 'api')
    expect(written()).toEqual([{ level: 30, time: expect.any(String), ...line, msg: 'api' }])
  })

  it('leaves out whatever has another name, and says which', () => {
    log.info({ pin: canaries.PIN, [canaries.address]: 1, step: 'welcome' } as LogLine, 'press')
    expect(written()).toMatchObject([{ step: 'welcome', hidden: ['pin', '…'] }])
    expect(holding(lines.join())).toEqual([])
  })

  it.each(Object.entries(canaries))('a %s gets into no field, message or error', (_, secret) => {
    const names = ['requestId', 'status', 'ms', 'code', 'sessionId', 'cause', 'error', 'fault', 'pathname', 'origin']
    for (const name of names) log.error({ [name]: name === 'pathname' ? `/x/${secret}?a=${secret}` : secret }, secret)
    const fault = Object.assign(new Error(`failed for ${secret}`), { detail: secret, params: [secret] })
    log.error({ fault }, 'a fault')
    log.error({ fault: new Error('outer', { cause: fault }) }, 'a fault with a cause')
    log.error({ fault: { message: secret, stack: `Error: ${secret}\n    at ${secret} (x.ts:1:2)` } }, 'a thing')
    // A password in clear has no shape by which it could be known; in an address it has.
    expect(holding(lines.join()).filter((name) => name !== 'password')).toEqual([])
    expect(lines).toHaveLength(names.length + 3)
  })

  it('names the file of a fault, however deep it lies, and nothing that looks like a secret', () => {
    const deep = 'node_modules/some-package-with-a-long-name/distribution/server/chunks/file.js:12:3'
    const stack = `Error: x\n    at Object.<anonymous> (${process.cwd()}/${deep})\n    at file:///srv/${deep}\n    at ${canaries.token} (/${canaries.token}.ts:1:1)`
    log.error({ fault: { name: 'Error', stack } }, 'a fault')
    const [{ fault }] = written()
    expect(fault.stack.split('\n').slice(0, 2)).toEqual([
      `    at Object.<anonymous> (${deep})`,
      `    at file:///srv/${deep}`,
    ])
    expect(holding(lines.join())).toEqual([])
  })

  it('says of a fault what it was and where, and nothing that it holds', () => {
    const cause = Object.assign(new Error(`UNIQUE constraint failed: user.id`), { code: 'SQLITE_CONSTRAINT', row: 'x' })
    log.error({ fault: new DrizzleQueryError('insert into "user" values (?)', [everything], cause) }, 'fault')
    const [{ fault }] = written()
    expect(fault).toMatchObject({ message: 'Failed query: insert into "user" values (?)\nparams: …' })
    expect(fault.cause).toMatchObject({ name: 'Error', code: 'SQLITE_CONSTRAINT' })
    expect(fault.cause.message).toContain('UNIQUE constraint failed: user.id')
    expect(fault.stack).toContain('make-log.test.ts')
    expect(holding(lines.join())).toEqual([])
  })

  it('does not quote what could not be read', () => {
    try {
      JSON.parse(`{"name": Ann Canary}`)
    } catch (fault) {
      log.error({ fault }, 'fault')
    }
    expect(written()[0].fault.name).toBe('SyntaxError')
    expect(lines.join()).not.toContain('Canary')
  })

  it('SMS-30 TR-02 a mail server that cannot be reached gives neither address nor password away', async () => {
    const mail = { to: canaries.address, subject: everything, text: everything, platformId: 'p' }
    const mailer = smtpMailer(`smtp://canary:${canaries.password}@127.0.0.1:1`, 'no-reply@example.com')
    const fault = await mailer.send(mail).catch((thrown) => thrown)
    log.error({ fault, error: String(fault) }, 'a code could not be handed over')
    expect(written()[0].fault.name).toBe('MailFault')
    expect(holding(lines.join())).toEqual([])
  })

  it('gives away no password of an address', () => {
    log.error({ error: `cannot connect to ${url}`, origin: url }, `cannot connect to ${url}`)
    expect(holding(lines.join())).toEqual([])
  })

  it('bears the id of the request on every line of it, and on none of another', async () => {
    await Promise.all(
      ['req_one', 'req_two'].map((id) =>
        inRequest(id, 'GET', async () => {
          log.info({}, `first of ${id}`)
          await Promise.resolve()
          log.info({}, `second of ${id}`)
        }),
      ),
    )
    log.info({}, 'of nobody')
    expect(written().map(({ requestId, msg }) => [requestId, msg])).toEqual([
      ['req_one', 'first of req_one'],
      ['req_two', 'first of req_two'],
      ['req_one', 'second of req_one'],
      ['req_two', 'second of req_two'],
      [undefined, 'of nobody'],
    ])
  })

  it('counts its lines by level', async () => {
    log.error({}, 'a')
    log.warn({}, 'b')
    log.error({}, 'c')
    expect((await readMetrics(meters)).get('assent_log_lines_total{level="error"}')).toBe(2)
  })

  it('takes over what packages print, and gives the console back', () => {
    const mine = { ...globalThis.console }
    const before = mine.error
    const giveBack = consoleToLog(log, mine)
    mine.error(' ⨯', new Error(`Failed to find Server Action for ${everything}`))
    mine.error(new TypeError('x is not a function'), { user: everything })
    mine.log('Ready in %s', canaries.address)
    giveBack()
    expect(mine.error).toBe(before)
    expect(written().map(({ level, msg }) => [level, msg])).toEqual([
      [40, 'printed'],
      [50, 'printed'],
      [30, 'printed'],
    ])
    expect(holding(lines.join()).filter((name) => name !== 'password')).toEqual([])
  })
})
