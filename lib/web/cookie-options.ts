import { createHash } from 'node:crypto'
import type { SessionOptions } from 'iron-session'
import type { Config } from '../config.ts'

/** iron-session ends the cookie a minute before its seal. */
export const sealMarginSeconds = 60

/**
 * The cookie of one session: each has its own, so that two tabs never mix. `__Host-` needs https, which live mode always
 * has; over http, on the machine of a developer, the name is plain, since WebKit keeps no Secure cookie there. In:
 * configuration, session id, seconds until its seal ends, whether one is to be sealed or opened. Out: iron-session's options;
 * the first cookie key of the ring seals, each opens.
 */
export function cookieOptions(
  config: Config,
  sessionId: string,
  ttlSeconds: number,
  use: 'seal' | 'open',
): SessionOptions {
  const secure = config.origin.startsWith('https:')
  const { cookie } = config.keys
  const keys = use === 'seal' ? cookie.slice(0, 1) : cookie
  return {
    cookieName: `${secure ? '__Host-' : ''}assent-${sessionId}`,
    password: Object.fromEntries(keys.map(({ id, secret }) => [numberOf(id), secret])),
    ttl: ttlSeconds,
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  }
}

/**
 * iron-session names keys by numbers, writes that of the key into the seal, and seals with the largest. A number that rests
 * on the key's id alone stays the same wherever the key stands in the ring.
 */
function numberOf(id: string): number {
  const number = numbers.get(id) ?? createHash('sha256').update(id).digest().readUIntBE(0, 6)
  numbers.set(id, number)
  return number
}

/** As many as the ring has keys. */
const numbers = new Map<string, number>()
