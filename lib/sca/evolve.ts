import type { SessionEvent } from './events.ts'
import { type Facts, unproven } from './facts.ts'
import type { Sends } from './limits.ts'
import type { Method } from './words.ts'

/**
 * Adds one event to the facts. In: the facts, the event, when it happened (epoch ms). Out: the new facts.
 * Total: every type of event has its line, and an unknown one does not compile.
 */
export function evolve(facts: Facts, event: SessionEvent, at: number): Facts {
  switch (event.type) {
    case 'minted':
    case 'return-url-bound':
    case 'locale-chosen':
    case 'pin-not-repeated':
    case 'sms-code-delivered':
    case 'sms-code-undelivered':
    case 'verdict-refused':
      return facts
    case 'claimed':
      return { ...facts, browser: event.browser, passkeySupported: event.passkeySupported }
    case 'taken-over':
      return forget(facts, event.browser, event.passkeySupported)
    case 'passkey-support-corrected':
      return { ...facts, passkeySupported: event.supported }
    case 'passkey-used':
      return { ...facts, passkeyProof: event.origin }
    case 'passkey-skipped':
      return { ...undoReplacement(facts), passkeySkipped: true }
    case 'passkey-resumed':
      return { ...facts, passkeySkipped: false }
    case 'email-confirmed':
      return { ...facts, emailTyped: true }
    case 'email-mistyped':
      return { ...facts, emailMistypes: facts.emailMistypes + 1 }
    case 'email-retyped':
      return { ...facts, emailTyped: false }
    case 'email-code-sent':
      return { ...facts, sends: { ...facts.sends, email: sent(facts.sends.email, at) } }
    case 'email-code-unsent':
      return { ...facts, sends: { ...facts.sends, email: unsent(facts.sends.email) } }
    case 'email-code-accepted':
      return { ...facts, emailCodeAccepted: true }
    case 'passkey-staged':
      return { ...facts, staged: having(facts, 'passkey', true) }
    case 'passkey-creation-skipped':
      return { ...facts, creationSkipped: true }
    case 'passkey-creation-resumed':
      return { ...facts, creationSkipped: false }
    case 'pin-staged':
      return { ...facts, staged: having(facts, 'pin', true), pinRepeated: false }
    case 'pin-unstaged':
      return { ...facts, staged: having(facts, 'pin', false), pinRepeated: false }
    case 'pin-repeated':
      return { ...facts, pinRepeated: true }
    case 'phone-staged':
      return { ...newNumber(facts), staged: having(facts, 'phone', true) }
    case 'phone-unstaged':
      return { ...newNumber(facts), staged: having(facts, 'phone', false) }
    case 'phone-skipped':
      return { ...facts, phoneSkipped: true }
    case 'sms-code-sent':
      return { ...facts, sends: { ...facts.sends, sms: sent(facts.sends.sms, at) } }
    case 'sms-code-unsent':
      return { ...facts, sends: { ...facts.sends, sms: unsent(facts.sends.sms) } }
    case 'phone-confirmed':
      return { ...facts, phoneConfirmed: true }
    case 'identity-confirmed':
      return { ...facts, identity: { pin: origin(facts, 'pin'), phone: origin(facts, 'phone') } }
    case 'replacement-begun':
      return { ...facts, replacing: event.factor }
    case 'replacement-undone':
      return undoReplacement(facts)
    case 'ended':
      return { ...facts, outcome: facts.outcome ?? event.outcome }
    default:
      throw new TypeError(`unknown event ${JSON.stringify(event satisfies never)}`)
  }
}

/**
 * A takeover voids what the first browser proved, its codes included; what limits abuse stays counted. A new code may
 * leave at once, since the new browser would otherwise wait for one that no longer counts.
 */
function forget(facts: Facts, browser: string, passkeySupported: boolean): Facts {
  const { sms, email } = facts.sends
  const sends = { sms: { ...sms, lastAt: null }, email: { ...email, lastAt: null } }
  return { ...facts, ...unproven, browser, passkeySupported, sends }
}

function undoReplacement(facts: Facts): Facts {
  const { replacing } = facts
  if (replacing === null) return facts
  const back = { ...facts, replacing: null, staged: having(facts, replacing, false) }
  return replacing === 'pin'
    ? { ...back, pinRepeated: false }
    : { ...back, phoneConfirmed: false, sends: newNumber(facts).sends }
}

/** Another number: the gap before a code counts anew, the sends of the session do not. */
function newNumber(facts: Facts): Facts {
  return { ...facts, phoneConfirmed: false, sends: { ...facts.sends, sms: { ...facts.sends.sms, lastAt: null } } }
}

function sent(sends: Sends, at: number): Sends {
  return { count: sends.count + 1, lastAt: at }
}

/** What nobody took costs no send and no waiting. */
function unsent(sends: Sends): Sends {
  return { count: Math.max(0, sends.count - 1), lastAt: null }
}

function having(facts: Facts, method: Method, value: boolean): Facts['staged'] {
  return { ...facts.staged, [method]: value }
}

function origin(facts: Facts, method: 'pin' | 'phone'): 'held' | 'staged' {
  return facts.staged[method] ? 'staged' : 'held'
}
