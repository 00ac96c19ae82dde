import type { Series } from '../sca/limits.ts'
import type { Command } from './command.ts'
import { requireUser } from './find.ts'

/** `user unblock` */
export const userUnblock: Command = {
  name: 'user unblock',
  usage: '<platform> <user id>',
  summary: 'Lifts a block, also one that does not end by itself.',
  details: [
    'The count of failed tries stays: only a complete authentication clears it, so the next block is no shorter.',
  ],
  needs: 2,
  run: async ({ deps: open, words: [platformId = '', userId = ''], say }) => {
    const deps = open()
    const { user } = await requireUser(deps, platformId, userId)
    await deps.store.changeSeries(user.id, (series): Series => ({ ...series, blockedUntil: null, permanent: false }))
    say(`user ${userId} is not blocked`)
  },
}
