import { unblockUser } from '../session/block-user.ts'
import { type Command, textOf } from './command.ts'
import { requireUser } from './find.ts'

/** `user unblock` */
export const userUnblock: Command = {
  name: 'user unblock',
  usage: '<platform> <user id> [--reason <text>]',
  summary: 'Lifts a block, also one that does not end by itself.',
  details: [
    'The count of failed tries stays: only a complete authentication clears it, so the next block is no shorter.',
  ],
  needs: 2,
  options: { reason: { type: 'string' } },
  run: async (call) => {
    const deps = call.deps()
    const [platformId = '', userId = ''] = call.words
    await unblockUser(deps, await requireUser(deps, platformId, userId), textOf(call, 'reason') ?? null, 'operator')
    call.say(`user ${userId} is not blocked`)
  },
}
