import type { Command } from './command.ts'
import { table } from './table.ts'

/** `platform list` */
export const platformList: Command = {
  name: 'platform list',
  usage: '',
  summary: 'Lists platforms with their policy, active keys and return URLs.',
  needs: 0,
  run: async ({ deps, say, note }) => {
    const { store } = deps()
    const platforms = await store.listPlatforms()
    const rows = await Promise.all(
      platforms.map(async ({ id, name, policy, returnUrls }) => {
        const active = (await store.listApiKeys(id)).filter(({ revokedAt }) => revokedAt === null)
        return [id, name, policy, String(active.length), returnUrls.join(' ')]
      }),
    )
    if (rows.length === 0) note('There is no platform yet: platform create <name>')
    else say(table(['platform', 'name', 'policy', 'keys', 'return URLs'], rows))
  },
}
