import type { Command } from './command.ts'
import { requireUser } from './find.ts'

/** `user block` */
export const userBlock: Command = {
  name: 'user block',
  usage: '<platform> <user id>',
  summary: 'Blocks a user until `user unblock`.',
  needs: 2,
  run: async ({ deps: open, words: [platformId = '', userId = ''], say }) => {
    const deps = open()
    const { user } = await requireUser(deps, platformId, userId)
    await deps.store.changeSeries(user.id, (series) => ({ ...series, permanent: true }))
    say(`user ${userId} is blocked`)
  },
}
