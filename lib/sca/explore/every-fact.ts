import { type Facts, initialFacts } from '../facts.ts'
import type { Origin } from '../words.ts'
import type { Evidence } from './evidence.ts'
import type { Start } from './situations.ts'

const yesNo = [false, true]
const origins: readonly (Origin | null)[] = [null, 'held', 'staged']
const pairs: readonly Facts['identity'][] = [
  null,
  { pin: 'held', phone: 'held' },
  { pin: 'held', phone: 'staged' },
  { pin: 'staged', phone: 'held' },
  { pin: 'staged', phone: 'staged' },
]
const factors: readonly Facts['replacing'][] = [null, 'pin', 'phone']

/**
 * Every combination of facts a session could have, reachable or not, with what its log would show: for the final check,
 * which must hold when the table has lost a row. The browser has claimed; nothing was skipped.
 */
export function* everyFact(start: Start): Generator<{ facts: Facts; evidence: Evidence }> {
  const initial = {
    ...initialFacts({ purpose: start.purpose, expiresAt: 600_000, voided: false }, start.user, 0),
    browser: 'first',
  }
  for (const emailTyped of yesNo)
    for (const emailCodeAccepted of yesNo)
      for (const passkeyProof of origins)
        for (const passkey of yesNo)
          for (const pin of yesNo)
            for (const phone of yesNo)
              for (const pinRepeated of yesNo)
                for (const phoneConfirmed of yesNo)
                  for (const identity of pairs)
                    for (const replacing of factors) {
                      const made = { passkey, pin, phone }
                      const same = { emailTyped, pinRepeated, phoneConfirmed, replacing }
                      yield {
                        facts: { ...initial, ...same, emailCodeAccepted, passkeyProof, staged: made, identity },
                        evidence: {
                          ...same,
                          mailboxProved: emailCodeAccepted,
                          heldPasskeyUsed: passkeyProof === 'held',
                          newPasskeyUsed: passkeyProof === 'staged',
                          made,
                          judged: identity,
                        },
                      }
                    }
}
