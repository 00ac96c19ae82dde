import { type Command, listOf, Misused, textOf } from './command.ts'
import { requirePlatform } from './find.ts'
import { platformOptions, readName, readPolicy, readReturnUrls } from './platform-input.ts'

/** `platform update` */
export const platformUpdate: Command = {
  name: 'platform update',
  usage: '<platform> [--name <text>] [--policy strict|mangopay] [--return-url <address>]…',
  summary: 'Changes what is given. The return URLs given take the place of all that were.',
  details: ['Sessions that are open keep the policy they began with.'],
  needs: 1,
  options: platformOptions,
  run: async (call) => {
    const [name, policy, returnUrls] = [textOf(call, 'name'), textOf(call, 'policy'), listOf(call, 'return-url')]
    if (!name && !policy && !returnUrls) throw new Misused('Nothing to change was given.')
    const deps = call.deps()
    const platform = await requirePlatform(deps, call.words[0] ?? '')
    await deps.store.updatePlatform({
      ...platform,
      ...(name ? { name: readName(name) } : {}),
      ...(policy ? { policy: readPolicy(policy) } : {}),
      ...(returnUrls ? { returnUrls: readReturnUrls(returnUrls, deps.config.mode) } : {}),
    })
    call.say(`platform ${platform.id} is updated`)
  },
}
