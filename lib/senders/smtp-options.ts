import { decodedPart } from './decoded-part.ts'

/** How to reach and greet an SMTP server, in nodemailer's words. */
export interface SmtpOptions {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly requireTLS: boolean
  readonly ignoreTLS: boolean
  readonly auth?: { readonly user: string; readonly pass: string }
  readonly tls: { readonly minVersion: 'TLSv1.2' }
}

/**
 * Reads `smtp://user:password@host:587` (TLS begins after the greeting) or `smtps://…:465` (TLS from the start). Without
 * TLS no mail leaves, except to a server on this machine or with `?tls=off`. No other option is taken from the address:
 * none of them can switch the check of the certificate off. Throws an error that does not repeat the address.
 */
export function smtpOptions(url: string): SmtpOptions {
  const parsed = URL.parse(url)
  if (!parsed || !/^smtps?:$/.test(parsed.protocol) || !parsed.hostname) {
    throw new Error('must be smtp://host or smtps://host')
  }
  const unknown = [...parsed.searchParams].filter(([name, value]) => name !== 'tls' || value !== 'off')
  if (unknown.length > 0) throw new Error('takes no option but tls=off')
  const secure = parsed.protocol === 'smtps:'
  const host = parsed.hostname.replace(/^\[|\]$/g, '')
  const plain = !secure && (parsed.searchParams.get('tls') === 'off' || isLoopback(host))
  const user = decodedPart(parsed.username)
  return {
    host,
    port: parsed.port ? Number(parsed.port) : secure ? 465 : 587,
    secure,
    requireTLS: !secure && !plain,
    ignoreTLS: plain,
    ...(user && { auth: { user, pass: decodedPart(parsed.password) } }),
    tls: { minVersion: 'TLSv1.2' },
  }
}

/** Of a non-special scheme the address parser leaves hosts as written: `LOCALHOST`, `127.1`. */
function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/i.test(host)
}
