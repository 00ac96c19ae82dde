import { eraseUser } from '../session/erase-user.ts'
import { type Command, Misused, Refused } from './command.ts'
import { requireUser } from './find.ts'

/** `user erase` */
export const userErase: Command = {
  name: 'user erase',
  usage: '<platform> <user id> --yes',
  summary: 'Erases a user for good. Sessions and their evidence stay under a pseudonym.',
  details: ['Says the pseudonym, by which alone the sessions can still be found: keep it where the law asks for that.'],
  needs: 2,
  options: { yes: { type: 'boolean' } },
  run: async ({ deps: open, words: [platformId = '', userId = ''], values, say }) => {
    if (values['yes'] !== true) throw new Misused('Nothing brings an erased user back: add --yes')
    const deps = open()
    const erased = await eraseUser(deps, await requireUser(deps, platformId, userId), 'operator')
    if (!erased) throw new Refused(`The user ${userId} is being erased already.`)
    say(erased.pseudonym)
  },
}
