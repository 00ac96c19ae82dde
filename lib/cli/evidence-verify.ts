import { verifyChain } from '../evidence/verify-chain.ts'
import { type Command, textOf } from './command.ts'
import { requireSession } from './find.ts'

/** `evidence verify` */
export const evidenceVerify: Command = {
  name: 'evidence verify',
  usage: '<session id> [--head <evidenceHash>]',
  summary: "Recomputes the hash chain of a session's log. Exit code 1 where it was changed.",
  details: [
    'The last hash is compared with the one in the receipt; --head compares with the evidenceHash of a receipt that was',
    'kept elsewhere, which is the stronger check.',
  ],
  needs: 1,
  options: { head: { type: 'string' } },
  run: async (call) => {
    const { session, events } = await requireSession(call.deps(), call.words[0] ?? '')
    const claims: Record<string, unknown> = session.claims === null ? {} : JSON.parse(session.claims)
    const signed = typeof claims['evidenceHash'] === 'string' ? claims['evidenceHash'] : undefined
    const head = textOf(call, 'head') ?? signed
    const brokenAt = verifyChain(session.id, events, head)
    if (brokenAt !== null) {
      call.say(`changed: event ${brokenAt} of ${session.id} is not as it was written`)
      return false
    }
    call.say(`sound: ${events.length} events, last hash ${events.at(-1)?.hash}`)
    if (head === undefined) call.note('There is no receipt to compare with, so a cut end would not show.')
    return true
  },
}
