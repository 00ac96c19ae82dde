import { noBrand } from '../sca/brand.ts'
import { apiKeyRow, drawApiKey } from '../session/api-key.ts'
import { brandDetails, brandOptions, brandUsage, readBrand } from './brand-input.ts'
import { type Command, listOf, Refused, textOf } from './command.ts'
import { platformOptions, readId, readName, readPolicy, readReturnUrls } from './platform-input.ts'

/** `platform create` */
export const platformCreate: Command = {
  name: 'platform create',
  usage: `<name> [--id <id>] [--policy strict|mangopay] [--return-url <address>]… ${brandUsage}`,
  summary: 'Makes a platform and its first API key, which is shown this once.',
  details: [
    'The name is shown to users on every page. The id stands in receipts as their audience; without --id it is made',
    'from the name. A platform needs at least one return URL before it can ask for a session.',
    ...brandDetails,
  ],
  needs: 1,
  options: {
    id: { type: 'string' },
    policy: platformOptions.policy,
    'return-url': platformOptions['return-url'],
    ...brandOptions,
  },
  run: async (call) => {
    const name = readName(call.words[0] ?? '')
    const id = readId(textOf(call, 'id') ?? slug(name))
    const policy = readPolicy(textOf(call, 'policy') ?? 'strict')
    const deps = call.deps()
    const returnUrls = readReturnUrls(listOf(call, 'return-url') ?? [], deps.config.mode)
    const { brand, logo } = await readBrand(call, noBrand, id)
    const key = drawApiKey(deps)
    const row = apiKeyRow(deps, id, key)
    const platform = { id, name, policy, returnUrls, brand, createdAt: deps.clock.now() }
    if ((await deps.store.createPlatform(platform, [row], logo)) === 'exists') {
      throw new Refused(`There is a platform ${id} already. Choose another id with --id.`)
    }
    call.say(`platform ${id}`)
    call.say(`key id   ${row.id}`)
    call.say(`API key  ${key}`)
    call.note('Keep the API key now: only its hash is stored.')
    if (returnUrls.length === 0) call.note(`It needs a return URL: platform update ${id} --return-url https://…`)
  },
}

function slug(name: string): string {
  const letters = name.normalize('NFD').toLowerCase().replace(/\p{M}/gu, '')
  return letters
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
}
