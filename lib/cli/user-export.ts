import { exportUser } from '../session/export-user.ts'
import type { Command } from './command.ts'
import { requirePlatform, requireUser } from './find.ts'

/** `user export` */
export const userExport: Command = {
  name: 'user export',
  usage: '<platform> <user id>',
  summary: 'Writes all that is kept of a user, as JSON.',
  details: ['The number that the user gave is masked here too. That an export was made is kept.'],
  needs: 2,
  run: async ({ deps: open, words: [platformId = '', userId = ''], say }) => {
    const deps = open()
    const record = await requireUser(deps, platformId, userId)
    const platform = await requirePlatform(deps, platformId)
    say(JSON.stringify(await exportUser(deps, platform, record, 'operator'), null, 2))
  },
}
