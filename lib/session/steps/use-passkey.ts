import type { Effect, PasskeyRow } from '../../../db/store.ts'
import { verifyUse } from '../../methods/passkey/verify-use.ts'
import { isRefused } from '../../sca/refusal.ts'
import type { Opened } from '../opened.ts'
import { relyingParty } from '../relying-party.ts'
import type { StepHandler, StepHandlers } from '../step-result.ts'
import { blockedMeanwhile, failedTry, refund, spend } from '../try.ts'
import { passkeyResponse } from './passkey-response.ts'
import { replace, undoReplacement } from './replace.ts'

/** The passkeys that may prove the user here: those held, or the one made in this session by somebody who held nothing. */
export function usablePasskeys({ record, facts }: Opened): readonly PasskeyRow[] {
  if (facts.held.passkey) return record.credentials.passkeys
  return record.staged.flatMap((row) => (row.method === 'passkey' ? [row.passkey] : []))
}

const submit: StepHandler = async (deps, opened, { form }) => {
  const answer = passkeyResponse(form)
  if (isRefused(answer)) return { refused: answer }
  const challenge = opened.record.challenges.find((row) => row.kind === 'passkey-use')
  if (!challenge) return { refused: { refused: 'passkey-failed' } }
  const spent = await spend(deps, opened)
  if (!spent) return blockedMeanwhile
  const consume: Effect = { do: 'consume-challenge', kind: 'passkey-use', id: challenge.id }
  const used = await verifyUse({
    response: answer.response,
    challenge: challenge.secret,
    party: relyingParty(deps),
    passkeys: usablePasskeys(opened),
    handle: opened.record.user.handle,
    policySynced: opened.policy.syncedPasskeys,
  })
  if (isRefused(used)) {
    deps.log.warn({ sessionId: opened.record.session.id, cause: used.cause }, 'a passkey was refused')
    deps.meters.passkeyRefused(used.cause)
    if (used.counts) return failedTry(opened, spent, 'passkey', used.refused, [consume])
    return { effects: [consume, refund(deps, opened)], refused: { refused: used.refused } }
  }
  const origin = opened.facts.held.passkey ? 'held' : 'staged'
  const { credentialId, signCount, backedUp, flags } = used
  const effects: Effect[] = [consume, refund(deps, opened)]
  if (origin === 'held') effects.push({ do: 'touch-passkey', credentialId, signCount, backedUp, at: opened.now })
  return { events: [{ type: 'passkey-used', origin, flags }], effects, spent }
}

/** A passkey alone is two elements: the device, and what the device checked (EL-06). */
export const usePasskey: StepHandlers = {
  submit,
  skip: () => ({ events: [{ type: 'passkey-skipped' }] }),
  'replace-pin': replace('pin'),
  'replace-phone': replace('phone'),
  back: undoReplacement,
}
