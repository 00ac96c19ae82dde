import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { selfSigned } from '../../lib/senders/testing/self-signed.ts'
import { smsc } from '../../lib/senders/testing/smsc.ts'

/** A message as a gateway took it. */
export interface Taken {
  readonly to: string
  readonly text: string
}

/** A mail server and an SMSC on loopback, both with TLS alone and with a password. */
export async function startGateways(tls: ReturnType<typeof selfSigned>) {
  const mails: Taken[] = []
  const mailServer = new SMTPServer({
    ...tls,
    secure: true,
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      done(null, username === 'mailer' && password === 'mail-secret' ? { user: username } : {}),
    onData: async (stream, { envelope }, done) => {
      const { text = '' } = await PostalMime.parse(await buffer(stream))
      for (const { address } of envelope.rcptTo) mails.push({ to: address, text })
      done()
    },
  })
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve))
  const centre = await smsc({ tls })
  return {
    mailUrl: `smtps://mailer:mail-secret@localhost:${(mailServer.server.address() as AddressInfo).port}`,
    smsUrl: `smpps://shop:sms-word@localhost:${centre.port}?from=Northwind`,
    binds: centre.binds,
    taken: (to: string): Taken[] => [...mails, ...texts(centre.submitted)].filter((message) => message.to === to),
    /** Brings a receipt for the newest text message. */
    report: (word: string) =>
      centre.deliver({ esm_class: 4, short_message: `id:${centre.submitted.length} stat:${word} err:001` }),
    stop: async () => {
      await centre.close()
      await new Promise<void>((resolve) => mailServer.close(() => resolve()))
    },
  }
}

/** Short messages joined as a phone joins them. */
function texts(submitted: Awaited<ReturnType<typeof smsc>>['submitted']): Taken[] {
  const joined: { to: string; text: string }[] = []
  for (const { to, bytes, coding, header } of submitted) {
    const text = coding === 8 ? Buffer.from(bytes).swap16().toString('utf16le') : bytes.toString('latin1')
    const last = joined.at(-1)
    if (header && header.at(-1) !== 1 && last) last.text += text
    else joined.push({ to: `+${to}`, text: text.replaceAll('\0', '@') })
  }
  return joined
}
