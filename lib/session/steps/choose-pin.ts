import { hashPin } from '../../methods/pin/hash-pin.ts'
import { normalisePin } from '../../methods/pin/normalise-pin.ts'
import { refuseNewPin } from '../../methods/pin/refuse-new-pin.ts'
import { isRefused } from '../../sca/refusal.ts'
import { knownNumbersOf } from '../contacts.ts'
import { pepperKeys } from '../pepper-keys.ts'
import type { StepHandlers } from '../step-result.ts'
import { undoReplacement } from './replace.ts'

/** The user chooses a PIN. It is staged: only the outcome makes it theirs. */
export const choosePin: StepHandlers = {
  submit: async (deps, opened, { form }) => {
    const pin = normalisePin(form.pin ?? '')
    const confirmation = normalisePin(form.pinConfirmation ?? '')
    if (pin === null) return { refused: { refused: 'pin-not-six-digits' } }
    const refused = refuseNewPin(pin, confirmation ?? '', knownNumbersOf(opened))
    if (refused) return { refused }
    const keys = pepperKeys(deps)
    const staged = await hashPin(pin, keys, opened.now)
    if (isRefused(staged)) return { refused: staged }
    return { events: [{ type: 'pin-staged' }], effects: [{ do: 'stage', staged: { method: 'pin', pin: staged } }] }
  },
  back: (deps, opened) =>
    opened.facts.replacing === 'pin'
      ? undoReplacement(deps, opened)
      : { events: [{ type: 'passkey-creation-resumed' }] },
}
