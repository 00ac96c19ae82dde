import type { Effect, PinRow } from '../../../db/store.ts'
import { checkPin } from '../../methods/pin/check-pin.ts'
import { normalisePin } from '../../methods/pin/normalise-pin.ts'
import { normaliseCode } from '../../one-time-code/normalise-code.ts'
import { isRefused } from '../../sca/refusal.ts'
import { codeUsed } from '../counted-uses.ts'
import { sendCode } from '../judge-code.ts'
import { codeIsRight, codeTarget, liveCode } from '../one-time-codes.ts'
import type { Opened } from '../opened.ts'
import { pepperKeys } from '../pepper-keys.ts'
import type { StepHandler, StepHandlers } from '../step-result.ts'
import { blockedMeanwhile, failedTry, refund, spend } from '../try.ts'
import { replace, undoReplacement } from './replace.ts'

/**
 * PIN and code get one verdict: both checks are always computed, and nothing that follows tells which was wrong.
 * RTS 4(3)(a). Only success consumes the code, so that a corrected PIN goes with the same one.
 */
const judgeTogether: StepHandler = async (deps, opened, { form }) => {
  const challenge = liveCode(opened, 'sms-code', form.codeId)
  if (isRefused(challenge)) return { refused: challenge }
  const pin = normalisePin(form.pin ?? '')
  const code = normaliseCode(form.code ?? '')
  const target = codeTarget(opened, 'sms-code')
  const pinRow = pinOf(opened)
  if (pin === null || code === null) return { refused: { refused: 'malformed' } }
  if (!target || !pinRow) throw new Error('confirm-identity without a PIN or a number')
  const spent = await spend(deps, opened)
  if (!spent) return blockedMeanwhile
  const checked = await checkPin(pin, pinRow, pepperKeys(deps))
  if (isRefused(checked)) return { effects: [refund(deps, opened)], refused: checked }
  const codeRight = codeIsRight(deps, opened, challenge, target, code)
  if (!(checked.right && codeRight)) return failedTry(opened, spent, 'identity', 'identity-not-accepted')
  const effects: Effect[] = [{ do: 'consume-challenge', kind: 'sms-code', id: challenge.id }, refund(deps, opened)]
  effects.push(...codeUsed(deps, target, opened.now))
  if (checked.rehash && !opened.facts.staged.pin) effects.push({ do: 'rehash-pin', pin: checked.rehash })
  return { events: [{ type: 'identity-confirmed' }], effects, spent }
}

/** The PIN that counts: the one made in this session, else the one held. */
function pinOf({ record }: Opened): PinRow | null {
  return record.staged.find((row) => row.method === 'pin')?.pin ?? record.credentials.pin
}

/** The proof without a passkey: a button that sends the code, then one form with both fields. */
export const confirmIdentity: StepHandlers = {
  submit: judgeTogether,
  send: sendCode('sms-code'),
  resend: sendCode('sms-code'),
  'replace-pin': replace('pin'),
  'replace-phone': replace('phone'),
  'use-passkey': () => ({ events: [{ type: 'passkey-resumed' }] }),
  back: undoReplacement,
}
