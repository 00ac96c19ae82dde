import type { Refusal, Refused } from '../../sca/refusal.ts'
import { normalisePin } from './normalise-pin.ts'
import { isCommon } from './weak/is-common.ts'
import { isDate } from './weak/is-date.ts'
import { isKeypadPath } from './weak/is-keypad-path.ts'
import { isPartOfPhone } from './weak/is-part-of-phone.ts'
import { isRepeating } from './weak/is-repeating.ts'
import { isRun } from './weak/is-run.ts'

/** From the reason a person sees at once to the one that needs a list. */
const rules: readonly (readonly [Refusal, (pin: string, phoneNumbers: readonly string[]) => boolean])[] = [
  ['pin-repeats', isRepeating],
  ['pin-run', isRun],
  ['pin-phone', isPartOfPhone],
  ['pin-keypad', isKeypadPath],
  ['pin-date', isDate],
  ['pin-common', isCommon],
]

/**
 * Whether a PIN may be chosen (PIN-02). Telling why is safe: the person who types it is the one who knows it.
 * In: both fields as typed; the numbers of the user in E.164 (held, staged, given by the platform), which a thief of the
 * phone would try. Out: the first reason against it, or null.
 */
export function refuseNewPin(pin: string, confirmation: string, phoneNumbers: readonly string[]): Refused | null {
  const chosen = normalisePin(pin)
  if (chosen === null) return { refused: 'pin-not-six-digits' }
  if (normalisePin(confirmation) !== chosen) return { refused: 'pins-differ' }
  const broken = rules.find(([, breaks]) => breaks(chosen, phoneNumbers))
  return broken ? { refused: broken[0] } : null
}
