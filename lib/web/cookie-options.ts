import type { SessionOptions } from 'iron-session'
import type { Config } from '../config.ts'

/** iron-session ends the cookie a minute before its seal. */
export const sealMarginSeconds = 60

/**
 * The cookie of one session: each has its own, so that two tabs never mix. `__Host-` needs https, which live mode always
 * has; over http, on the machine of a developer, the name is plain, since WebKit keeps no Secure cookie there. In:
 * configuration, session id, seconds until its seal ends. Out: iron-session's options; the newest cookie key seals, all
 * open.
 */
export function cookieOptions(config: Config, sessionId: string, ttlSeconds: number): SessionOptions {
  const secure = config.origin.startsWith('https:')
  const secrets = Object.fromEntries(config.keys.cookie.map(({ secret }, index, all) => [all.length - index, secret]))
  return {
    cookieName: `${secure ? '__Host-' : ''}assent-${sessionId}`,
    password: secrets,
    ttl: ttlSeconds,
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  }
}
