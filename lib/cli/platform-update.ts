import { brandDetails, brandOptions, brandUsage, readBrand, saysBrand, unbrandOptions } from './brand-input.ts'
import { type Command, listOf, Misused, textOf } from './command.ts'
import { requirePlatform } from './find.ts'
import { platformOptions, readName, readPolicy, readReturnUrls } from './platform-input.ts'

/** `platform update` */
export const platformUpdate: Command = {
  name: 'platform update',
  usage: `<platform> [--name <text>] [--policy strict|mangopay] [--return-url <address>]… ${brandUsage} [--no-colours] [--no-logo]`,
  summary: 'Changes what is given. The return URLs given take the place of all that were.',
  details: ['Sessions that are open keep the policy they began with, and show the new brand.', ...brandDetails],
  needs: 1,
  options: { ...platformOptions, ...brandOptions, ...unbrandOptions },
  run: async (call) => {
    const [name, policy, returnUrls] = [textOf(call, 'name'), textOf(call, 'policy'), listOf(call, 'return-url')]
    if (!name && !policy && !returnUrls && !saysBrand(call)) throw new Misused('Nothing to change was given.')
    const deps = call.deps()
    const platform = await requirePlatform(deps, call.words[0] ?? '')
    const { brand, logo } = await readBrand(call, platform.brand, platform.id)
    const changed = {
      ...platform,
      brand,
      ...(name ? { name: readName(name) } : {}),
      ...(policy ? { policy: readPolicy(policy) } : {}),
      ...(returnUrls ? { returnUrls: readReturnUrls(returnUrls, deps.config.mode) } : {}),
    }
    await deps.store.updatePlatform(changed, logo)
    call.say(`platform ${platform.id} is updated`)
  },
}
