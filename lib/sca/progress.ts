import { decide } from './decide.ts'
import type { SessionEvent } from './events.ts'
import { evolve } from './evolve.ts'
import type { Facts } from './facts.ts'
import type { Policy } from './policy.ts'
import { proven } from './satisfied.ts'
import { offers } from './steps.ts'
import type { StepId } from './words.ts'

const flags = { userVerified: true, backupEligible: false, backedUp: false, aaguid: '' }

/** What passing a screen adds to the log, where nothing optional is added. */
function passing(step: StepId, f: Facts, p: Policy): SessionEvent {
  switch (step) {
    case 'welcome':
      return { type: 'claimed', browser: 'ahead', agent: '', locale: '', passkeySupported: f.passkeySupported }
    case 'use-passkey':
      return { type: 'passkey-used', origin: f.held.passkey ? 'held' : 'staged', flags }
    case 'confirm-email':
      return { type: 'email-confirmed' }
    case 'enter-email-code':
      return { type: 'email-code-accepted' }
    case 'create-passkey':
      return proven(f, p) ? { type: 'passkey-creation-skipped' } : { type: 'passkey-staged', flags }
    case 'choose-pin':
      return { type: 'pin-staged' }
    case 'repeat-pin':
      return { type: 'pin-repeated' }
    case 'give-phone':
      return offers['give-phone'].skip?.(f, p)
        ? { type: 'phone-skipped' }
        : { type: 'phone-staged', tail: '', fromPlatform: false }
    case 'confirm-phone':
      return { type: 'phone-confirmed' }
    case 'confirm-identity':
      return { type: 'identity-confirmed' }
  }
}

/** Screens that lie ahead, the present one included, if nothing optional is added. */
function stepsAhead(f: Facts, p: Policy): StepId[] {
  const ahead: StepId[] = []
  let facts = f
  for (let decision = decide(facts, p); 'at' in decision; decision = decide(facts, p)) {
    ahead.push(decision.at)
    facts = evolve(facts, passing(decision.at, facts, p), facts.now)
  }
  return ahead
}

/** "Step 2 of 4". In: facts, policy. Out: the number of the present screen and of all; the welcome page counts as none. */
export function progress(f: Facts, p: Policy): { index: number; of: number } {
  const passed = [
    f.emailTyped,
    f.emailCodeAccepted,
    f.passkeyProof !== null,
    f.staged.passkey || f.creationSkipped,
    f.staged.pin,
    f.pinRepeated,
    f.staged.phone || f.phoneSkipped,
    f.phoneConfirmed,
    f.identity !== null,
  ].filter(Boolean).length
  const ahead = stepsAhead(f, p).filter((step) => step !== 'welcome').length
  return { index: f.browser === null ? 0 : passed + 1, of: passed + ahead }
}
