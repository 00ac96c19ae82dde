import type { SessionEvent } from '../events.ts'
import type { Method, Origin, Replaceable } from '../words.ts'

/**
 * What an auditor who reads only the log would hold for true of a session, since its last takeover. A second reading
 * of the events beside `evolve`: the rules of the tests are judged on this one, so that a fault there shows.
 */
export interface Evidence {
  readonly emailTyped: boolean
  readonly mailboxProved: boolean
  readonly heldPasskeyUsed: boolean
  readonly newPasskeyUsed: boolean
  readonly made: Readonly<Record<Method, boolean>>
  readonly pinRepeated: boolean
  readonly phoneConfirmed: boolean
  /** PIN and code were judged together: whether each was held or made here. */
  readonly judged: { readonly pin: Origin; readonly phone: Origin } | null
  readonly replacing: Replaceable | null
}

export const noEvidence: Evidence = {
  emailTyped: false,
  mailboxProved: false,
  heldPasskeyUsed: false,
  newPasskeyUsed: false,
  made: { passkey: false, pin: false, phone: false },
  pinRepeated: false,
  phoneConfirmed: false,
  judged: null,
  replacing: null,
}

/** Reads one more event. In: what was read, the event. Out: what is now held for true. */
export function witness(e: Evidence, event: SessionEvent): Evidence {
  switch (event.type) {
    case 'taken-over':
      return noEvidence
    case 'email-confirmed':
      return { ...e, emailTyped: true }
    case 'email-retyped':
      return { ...e, emailTyped: false }
    case 'email-code-accepted':
      return { ...e, mailboxProved: true }
    case 'passkey-used':
      return event.origin === 'held' ? { ...e, heldPasskeyUsed: true } : { ...e, newPasskeyUsed: true }
    case 'passkey-staged':
      return { ...e, made: { ...e.made, passkey: true } }
    case 'pin-staged':
      return { ...e, made: { ...e.made, pin: true }, pinRepeated: false }
    case 'pin-unstaged':
      return withoutPin(e)
    case 'pin-repeated':
      return { ...e, pinRepeated: true }
    case 'phone-staged':
      return { ...e, made: { ...e.made, phone: true }, phoneConfirmed: false }
    case 'phone-unstaged':
      return withoutPhone(e)
    case 'phone-confirmed':
      return { ...e, phoneConfirmed: true }
    case 'identity-confirmed':
      return { ...e, judged: { pin: e.made.pin ? 'staged' : 'held', phone: e.made.phone ? 'staged' : 'held' } }
    case 'replacement-begun':
      return { ...e, replacing: event.factor }
    case 'replacement-undone':
    case 'passkey-skipped':
      return {
        ...(e.replacing === 'pin' ? withoutPin(e) : e.replacing === 'phone' ? withoutPhone(e) : e),
        replacing: null,
      }
    default:
      return e
  }
}

function withoutPin(e: Evidence): Evidence {
  return { ...e, made: { ...e.made, pin: false }, pinRepeated: false }
}

function withoutPhone(e: Evidence): Evidence {
  return { ...e, made: { ...e.made, phone: false }, phoneConfirmed: false }
}
