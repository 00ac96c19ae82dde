import type { Brand } from '../sca/brand.ts'
import type { Command } from './command.ts'
import { table } from './table.ts'

function words({ primary, secondary, logo }: Brand): string {
  return [primary, secondary, logo && 'logo'].filter((part) => part !== null).join(' ') || '-'
}

/** `platform list` */
export const platformList: Command = {
  name: 'platform list',
  usage: '',
  summary: 'Lists platforms with their policy, active keys, brand and return URLs.',
  needs: 0,
  run: async ({ deps, say, note }) => {
    const { store } = deps()
    const platforms = await store.listPlatforms()
    const rows = await Promise.all(
      platforms.map(async ({ id, name, policy, brand, returnUrls }) => {
        const active = (await store.listApiKeys(id)).filter(({ revokedAt }) => revokedAt === null)
        return [id, name, policy, String(active.length), words(brand), returnUrls.join(' ')]
      }),
    )
    if (rows.length === 0) note('There is no platform yet: platform create <name>')
    else say(table(['platform', 'name', 'policy', 'keys', 'brand', 'return URLs'], rows))
  },
}
