import { checkPin } from '../../methods/pin/check-pin.ts'
import { normalisePin } from '../../methods/pin/normalise-pin.ts'
import { isRefused } from '../../sca/refusal.ts'
import { pepperKeys } from '../pepper-keys.ts'
import type { StepHandlers } from '../step-result.ts'
import { unstage } from './replace.ts'

/** The user enters the new PIN once more, from memory. A mistake here is no failed authentication: nothing is held yet. */
export const repeatPin: StepHandlers = {
  submit: async (deps, opened, { form }) => {
    const staged = opened.record.staged.find((row) => row.method === 'pin')
    const pin = normalisePin(form.pin ?? '')
    if (!staged) throw new Error('repeat-pin without a staged PIN')
    if (pin === null) return { refused: { refused: 'pin-not-six-digits' } }
    const checked = await checkPin(pin, staged.pin, pepperKeys(deps))
    if (isRefused(checked)) return { refused: checked }
    if (checked.right) return { events: [{ type: 'pin-repeated' }] }
    return { events: [{ type: 'pin-not-repeated' }], refused: { refused: 'pin-not-repeated' } }
  },
  back: () => unstage('pin'),
}
