import type { SessionEvent } from './events.ts'
import type { Facts } from './facts.ts'
import type { StepId } from './words.ts'

/**
 * The browser's word on passkeys may come late: Continue was pressed before the script was there. In: the facts, the step
 * whose form was sent, whether the form says that passkeys work, whether its word was corrected before. Out: the event that corrects
 * it, if any. Silence corrects nothing; it happens once, so that a browser of two minds goes in no circle; and nobody is
 * led away from PIN and code once they are asked for them.
 */
export function supportCorrection(f: Facts, at: StepId, saysSupported: boolean, before: boolean): SessionEvent[] {
  if (!saysSupported || before || f.passkeySupported || at === 'confirm-identity') return []
  return [{ type: 'passkey-support-corrected', supported: true }]
}
