import { createHash } from 'node:crypto'
import { getIronSession } from 'iron-session'
import { cookies } from 'next/headers'
import { assent } from '../container.ts'
import type { Opened } from '../session/opened.ts'
import { Recent } from '../session/recent.ts'
import { cookieOptions, sealMarginSeconds } from './cookie-options.ts'
import { surplusCookies } from './surplus-cookies.ts'

/** What the cookie holds: ids only. Step, counters and expiry live in the database, so an old cookie rolls nothing back. */
interface Binding {
  sessionId?: string
  browser?: string
}

/**
 * Seals that were opened lately. A page, its presses and the pages after them come with the same cookie, and to open it
 * costs more than to load the session. A minute is no longer than a seal lasts beyond its session.
 */
const opened = new Recent<Binding>(5_000, sealMarginSeconds * 1000)

/** The hash of this browser's binding to a session, or null. An unreadable or foreign cookie counts as none. */
export async function boundBrowser(sessionId: string): Promise<string | null> {
  const { config, clock } = assent()
  const options = cookieOptions(config, sessionId, sealMarginSeconds, 'open')
  const jar = await cookies()
  const sealed = jar.get(options.cookieName)?.value
  if (sealed === undefined) return null
  const kept = opened.get(sealed, clock.now())
  const { sessionId: bound, browser } = kept ?? (await getIronSession<Binding>(jar, options))
  if (bound !== sessionId || !browser) return null
  if (kept === undefined) opened.set(sealed, { sessionId, browser }, clock.now())
  return browserHash(browser)
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
  const jar = await cookies()
  const options = cookieOptions(assent().config, id, ttl, 'seal')
  for (const name of surplusCookies(jar.getAll())) jar.set(name, '', { ...options.cookieOptions, maxAge: 0 })
  const binding = await getIronSession<Binding>(jar, options)
  binding.sessionId = id
  binding.browser = browser
  await binding.save()
}

function browserHash(browser: string): string {
  return createHash('sha256').update(browser).digest('hex')
}
