import { blockUser } from '../session/block-user.ts'
import { type Command, textOf } from './command.ts'
import { requireUser } from './find.ts'

/** `user block` */
export const userBlock: Command = {
  name: 'user block',
  usage: '<platform> <user id> [--reason <text>]',
  summary: 'Blocks a user until `user unblock`, and ends what is under way.',
  details: ['The reason is kept encrypted with what was done.'],
  needs: 2,
  options: { reason: { type: 'string' } },
  run: async (call) => {
    const deps = call.deps()
    const [platformId = '', userId = ''] = call.words
    await blockUser(deps, await requireUser(deps, platformId, userId), textOf(call, 'reason') ?? null, 'operator')
    call.say(`user ${userId} is blocked`)
  },
}
