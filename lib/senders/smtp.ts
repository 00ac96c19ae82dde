import { createTransport, type SendMailOptions } from 'nodemailer'
import type { Mail, Mailer } from '../ports/mailer.ts'
import { smtpOptions } from './smtp-options.ts'

/** One plain address: nothing that a header or an SMTP command could read as a second one. */
const plainAddress = /^[^\s\p{C}<>()[\]\\,;:"@]+@[^\s\p{C}<>()[\]\\,;:"@]+$/u

/**
 * Hands mails to an SMTP server. In: `smtp://user:password@host:587` or `smtps://…` (see `smtpOptions`), the sender as
 * `Name <address>` or an address, and how long one mail may take. `send` throws when the server did not take the mail;
 * what it throws names a code alone, because server answers and addresses repeat what was sent.
 */
export function smtpMailer(url: string, from: string, { timeoutMs = 10_000 }: { timeoutMs?: number } = {}): Mailer {
  const transport = createTransport({ ...smtpOptions(url), ...timeouts(timeoutMs) })
  return {
    async send(mail) {
      if (!plainAddress.test(mail.to)) throw fault({ code: 'EENVELOPE' })
      try {
        await transport.sendMail({
          ...asMessage(mail, from),
          signal: AbortSignal.timeout(timeoutMs),
        } as SendMailOptions)
      } catch (error) {
        throw fault(error)
      }
    },
    check: () =>
      transport.verify().then(
        () => null,
        (error) => `does not serve us (${codesOf(error)})`,
      ),
  }
}

function asMessage({ to, subject, text }: Mail, from: string): SendMailOptions {
  return {
    from,
    to: { name: '', address: to },
    subject: subject.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '),
    text,
    // No holiday notice in answer to a code. RFC 3834.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** Each wait has the limit of the whole; the signal ends what only dribbles. */
function timeouts(ms: number) {
  return { connectionTimeout: ms, greetingTimeout: ms, socketTimeout: ms, dnsTimeout: ms }
}

function fault(error: unknown): Error {
  const thrown = new Error(`The mail server did not take the mail (${codesOf(error)})`)
  thrown.name = 'MailFault'
  return thrown
}

function codesOf(error: unknown): string {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown }
  const known = [code, responseCode].filter((part) => /^[A-Z0-9_]{3,20}$/.test(String(part ?? '')))
  return known.join(' ') || 'unknown'
}
