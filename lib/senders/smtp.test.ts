import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { smtpMailer } from './smtp.ts'
import { smtpOptions } from './smtp-options.ts'

interface Delivery {
  readonly from: string
  readonly to: readonly string[]
  readonly user: string | undefined
  readonly mail: Email
}

const from = 'Assent <no-reply@sca.example>'
const mail = {
  platformId: 'p',
  to: 'anna@example.com',
  subject: 'Your code for Café Nord',
  text: 'Your code is 042731\n\n—\nÀ bientôt',
}

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A real SMTP server on loopback that keeps what it takes. */
async function smtpServer(options: SMTPServerOptions = {}): Promise<{ port: number; taken: Delivery[] }> {
  const taken: Delivery[] = []
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onData(stream, { envelope, user }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const sender = envelope.mailFrom ? envelope.mailFrom.address : ''
        const to = envelope.rcptTo.map(({ address }) => address)
        taken.push({
          from: sender,
          to,
          user: user as string | undefined,
          mail: await PostalMime.parse(Buffer.concat(chunks)),
        })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { port: (server.server.address() as AddressInfo).port, taken }
}

/** A server that takes connections and then does what it is told, or nothing. */
async function rawServer(talk: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    talk(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

async function faultOf(promise: Promise<void>): Promise<Error> {
  const fault = await promise.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(fault instanceof Error)) throw new Error('it was taken')
  return fault
}

describe('handing over', () => {
  it('delivers subject, text and sender as they were written', async () => {
    const { port, taken } = await smtpServer()
    await smtpMailer(`smtp://127.0.0.1:${port}`, from).send(mail)
    expect(taken).toHaveLength(1)
    const [delivery] = taken
    expect(delivery).toMatchObject({ from: 'no-reply@sca.example', to: ['anna@example.com'] })
    expect(delivery?.mail.subject).toBe(mail.subject)
    expect(delivery?.mail.text?.trimEnd()).toBe(mail.text)
    expect(delivery?.mail.from).toMatchObject({ name: 'Assent', address: 'no-reply@sca.example' })
    expect(delivery?.mail.to).toMatchObject([{ address: 'anna@example.com' }])
    expect(delivery?.mail.html).toBeFalsy()
    expect(delivery?.mail.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    )
  })

  it('logs in with the decoded name and password', async () => {
    const { port, taken } = await smtpServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        done(null, username === 'us@r' && password === 'p:ss/#1' ? { user: username } : {}),
    })
    await smtpMailer(`smtp://us%40r:p%3Ass%2F%231@127.0.0.1:${port}`, from).send(mail)
    expect(taken[0]?.user).toBe('us@r')
  })

  it.each([
    ['a line break in the subject', { subject: 'Code\r\nBcc: all@example.com\r\n\r\nbody' }],
    ['other line breaks', { subject: 'Code\u2028Bcc: all@example.com\u0085x' }],
    ['a dot on its own line', { text: 'a\r\n.\r\nMAIL FROM:<x@example.com>' }],
  ])('cannot be made to say more than one mail: %s', async (_what, twist) => {
    const { port, taken } = await smtpServer()
    await smtpMailer(`smtp://127.0.0.1:${port}`, from).send({ ...mail, ...twist })
    expect(taken).toHaveLength(1)
    expect(taken[0]?.to).toEqual(['anna@example.com'])
    expect(taken[0]?.mail.bcc ?? []).toEqual([])
    expect(taken[0]?.mail.text).toContain((twist as { text?: string }).text ? 'MAIL FROM' : '042731')
  })

  it.each([
    'anna@example.com, bob@example.com',
    'anna@example.com\r\nRCPT TO:<bob@example.com>',
    'Anna <anna@example.com>',
    'anna@example.com bob@example.com',
    'group:anna@example.com;',
    '<anna@example.com>',
    'anna',
    '',
  ])('refuses what is not one plain address: %j', async (to) => {
    const { port, taken } = await smtpServer()
    const fault = await faultOf(smtpMailer(`smtp://127.0.0.1:${port}`, from).send({ ...mail, to }))
    expect(fault).toMatchObject({ name: 'MailFault', message: 'The mail server did not take the mail (EENVELOPE)' })
    expect(taken).toEqual([])
  })
})

describe('faults name a code and nothing that was sent', () => {
  const secrets = ['anna@example.com', '042731', 'pass-word-1', 'user-name-1', '127.0.0.1']
  const expectSilent = (fault: Error) => {
    expect(fault.name).toBe('MailFault')
    expect(fault.cause).toBeUndefined()
    const all = JSON.stringify([fault.message, fault.stack, Object.entries(fault)])
    for (const secret of secrets) expect(all).not.toContain(secret)
  }

  it('a refused recipient', async () => {
    const { port } = await smtpServer({
      onRcptTo: ({ address }, _session, done) =>
        done(Object.assign(new Error(`no ${address} 042731`), { responseCode: 550 })),
    })
    const fault = await faultOf(smtpMailer(`smtp://127.0.0.1:${port}`, from).send(mail))
    expect(fault.message).toBe('The mail server did not take the mail (EENVELOPE 550)')
    expectSilent(fault)
  })

  it('a refused log-in', async () => {
    const { port } = await smtpServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) => done(new Error(`bad ${username} ${password}`)),
    })
    const fault = await faultOf(smtpMailer(`smtp://user-name-1:pass-word-1@127.0.0.1:${port}`, from).send(mail))
    expect(fault.message).toContain('EAUTH')
    expectSilent(fault)
  })

  it('a refused content', async () => {
    const { port } = await smtpServer({
      onData(stream, _session, done) {
        stream.resume()
        stream.on('end', () => done(Object.assign(new Error('spam: 042731'), { responseCode: 554 })))
      },
    })
    const fault = await faultOf(smtpMailer(`smtp://127.0.0.1:${port}`, from).send(mail))
    expect(fault.message).toContain('554')
    expectSilent(fault)
  })

  it('a server that is down', async () => {
    const port = await rawServer(() => undefined)
    await closers.pop()?.()
    const fault = await faultOf(smtpMailer(`smtp://127.0.0.1:${port}`, from).send(mail))
    expect(fault.message).toMatch(/\((ESOCKET|ECONNECTION|ECONNREFUSED)\)$/)
    expectSilent(fault)
  })

  it('a server that never greets', async () => {
    const port = await rawServer(() => undefined)
    const fault = await faultOf(smtpMailer(`smtp://127.0.0.1:${port}`, from, { timeoutMs: 50 }).send(mail))
    expect(fault.message).toMatch(/\((ETIMEDOUT|EABORT)\)$/)
    expectSilent(fault)
  })

  it('a server that greets and then falls silent', async () => {
    const port = await rawServer((socket) => socket.write('220 hello\r\n'))
    const fault = await faultOf(smtpMailer(`smtp://127.0.0.1:${port}`, from, { timeoutMs: 50 }).send(mail))
    expect(fault.message).toMatch(/\((ETIMEDOUT|EABORT)\)$/)
    expectSilent(fault)
  })

  it('a server that dribbles for ever', async () => {
    const port = await rawServer((socket) => {
      const dribble = setInterval(() => socket.write('220-wait\r\n'), 5)
      socket.on('close', () => clearInterval(dribble))
    })
    const fault = await faultOf(smtpMailer(`smtp://127.0.0.1:${port}`, from, { timeoutMs: 80 }).send(mail))
    expect(fault.message).toMatch(/\((ETIMEDOUT|EABORT)\)$/)
    expectSilent(fault)
  })

  it('a server without TLS where TLS is asked for: the password is not sent', async () => {
    const said: string[] = []
    const port = await rawServer((socket) => {
      socket.write('220 hello\r\n')
      socket.on('data', (data) => {
        said.push(data.toString())
        socket.write(/^EHLO/.test(data.toString()) ? '250-hello\r\n250 AUTH PLAIN LOGIN\r\n' : '502 no\r\n')
      })
    })
    // 127.1 is this machine too, but not in the words that switch TLS off.
    const fault = await faultOf(smtpMailer(`smtp://user-name-1:pass-word-1@127.1:${port}`, from).send(mail))
    expect(fault.message).toContain('ETLS')
    expect(said.join('')).toContain('STARTTLS')
    expect(said.join('')).not.toMatch(/AUTH|MAIL/)
    expectSilent(fault)
  })

  it('a certificate that nobody signed', async () => {
    const { port, taken } = await smtpServer()
    const fault = await faultOf(smtpMailer(`smtp://127.1:${port}`, from).send(mail))
    expect(fault.message).toContain('ESOCKET')
    expect(taken).toEqual([])
    expectSilent(fault)
  })
})

describe('the address of the server', () => {
  it.each([
    ['smtp://mail.example', { host: 'mail.example', port: 587, secure: false, requireTLS: true, ignoreTLS: false }],
    ['smtps://mail.example', { host: 'mail.example', port: 465, secure: true, requireTLS: false, ignoreTLS: false }],
    ['smtp://mail.example:25', { port: 25, requireTLS: true }],
    ['smtp://mail.example?tls=off', { requireTLS: false, ignoreTLS: true }],
    ['smtps://mail.example?tls=off', { secure: true, ignoreTLS: false }],
    ['smtp://localhost:1025', { host: 'localhost', requireTLS: false, ignoreTLS: true }],
    ['smtp://127.0.0.1', { requireTLS: false, ignoreTLS: true }],
    ['smtp://[::1]:25', { host: '::1', requireTLS: false, ignoreTLS: true }],
    ['smtp://localhost.example', { requireTLS: true }],
    ['smtp://127.0.0.1.example', { requireTLS: true }],
    ['smtp://u%40x:p%2F@mail.example', { auth: { user: 'u@x', pass: 'p/' } }],
  ])('%s', (url, options) => {
    expect(smtpOptions(url)).toMatchObject({ ...options, tls: { minVersion: 'TLSv1.2' } })
  })

  it.each([
    'http://user-name-1:pass-word-1@mail.example',
    'smtp:',
    'smtp://user-name-1:pass-word-1@',
    'not an address pass-word-1',
    'smtp://u:pass-word-1@mail.example?rejectUnauthorized=false',
    'smtp://u:pass-word-1@mail.example?tls=on',
    'smtp://u:pass-word-1%@mail.example',
  ])('refuses %s without repeating it', (url) => {
    const failed = (() => {
      try {
        smtpOptions(url)
        return null
      } catch (error) {
        return error as Error
      }
    })()
    expect(failed).toBeInstanceOf(Error)
    expect(JSON.stringify([failed?.message, failed?.stack, Object.entries(failed ?? {})])).not.toMatch(
      /pass-word-1|user-name-1/,
    )
  })
})

describe('a mail server is asked whether it would serve us', () => {
  it('and answers, without a mail', async () => {
    const { port, taken } = await smtpServer({ disabledCommands: ['STARTTLS'] })
    expect(await smtpMailer(`smtp://127.0.0.1:${port}`, from).check?.()).toBeNull()
    expect(taken).toEqual([])
  })

  it('or does not know our password, which is not repeated', async () => {
    const { port } = await smtpServer({
      authOptional: false,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth: (_auth, _session, done) => done(new Error('535 canary-password is wrong')),
    })
    const fault = await smtpMailer(`smtp://user:canary-password@127.0.0.1:${port}`, from).check?.()
    expect(fault).toMatch(/^does not serve us \(EAUTH/)
    expect(fault).not.toContain('canary')
  })

  it('or is not there', async () => {
    expect(await smtpMailer('smtp://127.0.0.1:1', from).check?.()).toBe('does not serve us (ESOCKET)')
  })
})
