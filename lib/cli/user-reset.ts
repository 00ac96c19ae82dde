import { resetFactors, resetSources } from '../session/revoke-factors.ts'
import { type Command, Misused, textOf } from './command.ts'
import { requireUser } from './find.ts'

/** `user reset` */
export const userReset: Command = {
  name: 'user reset',
  usage: `<platform> <user id> <${resetSources.join('|')}> --reason <text>`,
  summary: 'Takes factors away, so that the next session makes them anew.',
  details: ['Nobody can read or choose a PIN, a code or a number for a user. Sessions under way end.'],
  needs: 3,
  options: { reason: { type: 'string' } },
  run: async (call) => {
    const [platformId = '', userId = '', wanted] = call.words
    const source = resetSources.find((known) => known === wanted)
    const reason = textOf(call, 'reason')?.trim()
    if (!source) throw new Misused(`What is reset is one of ${resetSources.join(', ')}.`)
    if (!reason) throw new Misused('A reset needs a reason: --reason <text>')
    const deps = call.deps()
    await resetFactors(deps, await requireUser(deps, platformId, userId), source, reason, 'operator')
    call.say(`user ${userId}: ${source} reset`)
  },
}
