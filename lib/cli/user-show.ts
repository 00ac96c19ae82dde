import { userResource } from '../session/user-resource.ts'
import type { Command } from './command.ts'
import { requirePlatform, requireUser } from './find.ts'

/** `user show` */
export const userShow: Command = {
  name: 'user show',
  usage: '<platform> <user id>',
  summary: 'Shows a user with masked contacts, factors held and failed tries, as JSON.',
  details: ["The user id is the platform's own."],
  needs: 2,
  run: async ({ deps: open, words: [platformId = '', userId = ''], say }) => {
    const deps = open()
    const record = await requireUser(deps, platformId, userId)
    const { policy } = await requirePlatform(deps, platformId)
    const { failures, permanent } = record.series
    const shown = { ...userResource(deps, record, policy), failures, blockedForGood: permanent }
    say(JSON.stringify(shown, null, 2))
  },
}
