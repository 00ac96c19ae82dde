import type { SessionOptions } from 'iron-session'
import type { Config } from '../config.ts'

/** iron-session ends the cookie a minute before its seal. */
export const sealMarginSeconds = 60

/**
 * The cookie of one session: each has its own, so that two tabs never mix. `__Host-` needs a secure context; a plain
 * name serves http on a host that browsers do not treat as one. In: configuration, session id, seconds until its seal
 * ends. Out: iron-session's options; the newest cookie key seals, all open.
 */
export function cookieOptions(config: Config, sessionId: string, ttlSeconds: number): SessionOptions {
  const secure = config.origin.startsWith('https:') || config.host === 'localhost' || config.host === '127.0.0.1'
  const secrets = Object.fromEntries(config.keys.cookie.map(({ secret }, index, all) => [all.length - index, secret]))
  return {
    cookieName: `${secure ? '__Host-' : ''}assent-${sessionId}`,
    password: secrets,
    ttl: ttlSeconds,
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  }
}
