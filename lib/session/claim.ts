import { type Locale, locales } from '../i18n/locales.ts'
import type { SessionEvent } from '../sca/events.ts'
import { permit } from '../sca/permit.ts'
import { matchesRegistered } from '../sca/return-url.ts'
import type { Deps } from './deps.ts'
import { endIfDue, endSession } from './end-session.ts'
import { exhausted } from './exhausted.ts'
import { type Opened, openSession } from './opened.ts'
import { type Acted, settle } from './settle.ts'
import { isStartToken, startTokenHash } from './start-token.ts'

/** A browser that asks for a session. */
export interface Claimant {
  /** Hash of the binding that this browser gets with the claim. */
  readonly browser: string
  /** Coarse, for the evidence: "Chrome on Android". */
  readonly agent: string
  readonly passkeySupported: boolean
}

/** Finds a session by the token of its RedirectUrl and changes nothing. Out: the session, or null. */
export async function openByToken(deps: Deps, token: string): Promise<Opened | null> {
  if (!isStartToken(token)) return null
  const session = await deps.store.findSessionByToken(startTokenHash(token))
  return session && openSession(deps, session.id)
}

/**
 * Binds a session to the browser that pressed Continue. In: the session found by its token, the browser, the language in
 * use, a return URL that the platform appended. Out: where the session stands; `elsewhere` when another browser has it.
 * An appended return URL counts only where the mint gave none and only if it is registered.
 */
export async function claim(
  deps: Deps,
  opened: Opened,
  claimant: Claimant,
  locale: Locale,
  appendedReturnUrl: string | null,
): Promise<Acted> {
  const { facts, policy, record } = opened
  if (facts.outcome === null && facts.browser !== null) return { opened, refused: { refused: 'elsewhere' } }
  const refused = permit(facts, policy, 'welcome', 'continue')
  if (refused) return { opened: await endIfDue(deps, opened), refused }
  const { browser, agent, passkeySupported } = claimant
  const events: SessionEvent[] = [{ type: 'claimed', browser, agent, locale, passkeySupported }]
  const counts = record.session.returnUrl === null && appendedReturnUrl !== null
  if (counts && matchesRegistered(appendedReturnUrl, record.platform.returnUrls)) {
    events.push({ type: 'return-url-bound', returnUrl: appendedReturnUrl })
  }
  const acted = await settle(deps, opened, { events })
  if (acted && acted.refused?.refused !== 'too-many-sends') deps.meters.claimed(record.session.purpose)
  return acted ?? lost(deps, opened)
}

/**
 * Gives the session to another browser. What the first one proved and half made is void; it sees "continued elsewhere".
 * In: the session, the new browser. Out: where it stands.
 */
export async function takeOver(deps: Deps, opened: Opened, claimant: Claimant): Promise<Acted> {
  if ('end' in opened.decision) return { opened: await endIfDue(deps, opened), refused: { refused: 'ended' } }
  if (exhausted(opened)) {
    return { opened: await endSession(deps, opened, 'failed', 'too-many-tries', null), refused: { refused: 'ended' } }
  }
  const { browser, agent, passkeySupported } = claimant
  const acted = await settle(deps, opened, {
    events: [{ type: 'taken-over', browser, agent, passkeySupported }],
    effects: [
      ...(['passkey', 'pin', 'phone'] as const).map((method) => ({ do: 'unstage' as const, method })),
      ...(['sms-code', 'email-code', 'passkey-creation', 'passkey-use'] as const).map((kind) => ({
        do: 'void-challenge' as const,
        kind,
      })),
    ],
  })
  return acted ?? lost(deps, opened)
}

/** Another language for the rest of the session; changes nothing else. */
export async function chooseLocale(deps: Deps, opened: Opened, locale: string): Promise<void> {
  if (opened.facts.outcome !== null || exhausted(opened) || !locales.some((known) => known === locale)) return
  const event: SessionEvent = { type: 'locale-chosen', locale }
  await deps.store.record(opened.record.session.id, opened.seq, [{ event, at: opened.now }])
}

async function lost(deps: Deps, opened: Opened): Promise<Acted> {
  return { opened: await openSession(deps, opened.record.session.id), refused: { refused: 'elsewhere' } }
}
