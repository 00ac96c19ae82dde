import { createHash } from 'node:crypto'
import { getIronSession, type SessionOptions } from 'iron-session'
import { cookies } from 'next/headers'
import { assent } from '../container.ts'
import type { Opened } from '../session/opened.ts'

/** What the cookie holds: ids only. Step, counters and expiry live in the database, so an old cookie rolls nothing back. */
interface Binding {
  sessionId?: string
  browser?: string
}

/** iron-session ends the cookie a minute before its seal. */
const sealMarginSeconds = 60

/**
 * The cookie of one session: each has its own, so that two tabs never mix. `__Host-` needs a secure context; a plain
 * name serves http on a host that browsers do not treat as one.
 */
function cookieOptions(sessionId: string, ttlSeconds: number): SessionOptions {
  const { config } = assent()
  const secure = config.origin.startsWith('https:') || config.host === 'localhost' || config.host === '127.0.0.1'
  const secrets = Object.fromEntries(config.keys.cookie.map(({ secret }, index, all) => [all.length - index, secret]))
  return {
    cookieName: `${secure ? '__Host-' : ''}assent-${sessionId}`,
    password: secrets,
    ttl: ttlSeconds,
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  }
}

/** The hash of this browser's binding to a session, or null. An unreadable or foreign cookie counts as none. */
export async function boundBrowser(sessionId: string): Promise<string | null> {
  const binding = await getIronSession<Binding>(await cookies(), cookieOptions(sessionId, sealMarginSeconds))
  if (binding.sessionId !== sessionId || !binding.browser) return null
  return browserHash(binding.browser)
}

/** A fresh binding. Out: what goes into the cookie, and the hash that the log keeps. */
export function newBinding(): { browser: string; hash: string } {
  const browser = assent().random.bytes(32).toString('base64url')
  return { browser, hash: browserHash(browser) }
}

/** Binds this browser to a session, for as long as the session lasts. */
export async function bindBrowser({ record, now }: Opened, browser: string): Promise<void> {
  const { id, expiresAt } = record.session
  const ttl = Math.max(1, Math.ceil((expiresAt - now) / 1000)) + sealMarginSeconds
  const binding = await getIronSession<Binding>(await cookies(), cookieOptions(id, ttl))
  binding.sessionId = id
  binding.browser = browser
  await binding.save()
}

function browserHash(browser: string): string {
  return createHash('sha256').update(browser).digest('hex')
}
