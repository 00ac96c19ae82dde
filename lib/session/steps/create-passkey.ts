import { verifyCreation } from '../../methods/passkey/verify-creation.ts'
import { isRefused } from '../../sca/refusal.ts'
import { relyingParty } from '../relying-party.ts'
import type { StepHandlers } from '../step-result.ts'
import { passkeyResponse } from './passkey-response.ts'

/** The user makes a passkey on this device. It is staged: only the outcome makes it theirs. */
export const createPasskey: StepHandlers = {
  submit: async (deps, opened, { form }) => {
    const answer = passkeyResponse(form)
    if (isRefused(answer)) return { refused: answer }
    const challenge = opened.record.challenges.find((row) => row.kind === 'passkey-creation')
    if (!challenge) return { refused: { refused: 'passkey-failed' } }
    // Spent whatever the verdict: an answer to it works once (WA-01).
    const consume = { do: 'consume-challenge', kind: 'passkey-creation', id: challenge.id } as const
    const made = await verifyCreation({
      response: answer.response,
      challenge: challenge.secret,
      party: relyingParty(deps),
      policySynced: opened.policy.syncedPasskeys,
      now: opened.now,
    })
    if (isRefused(made)) {
      deps.log.warn({ sessionId: opened.record.session.id, cause: made.cause }, 'a new passkey was refused')
      deps.meters.passkeyRefused(made.cause)
      return { effects: [consume], refused: { refused: made.refused } }
    }
    if (await deps.store.passkeyExists(made.passkey.credentialId)) {
      return { effects: [consume], refused: { refused: 'passkey-exists' } }
    }
    const { userVerified, backupEligible, backedUp, aaguid } = made.passkey
    return {
      events: [{ type: 'passkey-staged', flags: { userVerified, backupEligible, backedUp, aaguid } }],
      effects: [consume, { do: 'stage', staged: { method: 'passkey', passkey: made.passkey } }],
    }
  },
  skip: () => ({ events: [{ type: 'passkey-creation-skipped' }] }),
}
