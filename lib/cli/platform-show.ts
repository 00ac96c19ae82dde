import { logoPath } from '../brand/addresses.ts'
import type { Command } from './command.ts'
import { requirePlatform } from './find.ts'

/** `platform show` */
export const platformShow: Command = {
  name: 'platform show',
  usage: '<platform>',
  summary: 'Shows a platform with its return URLs, keys and brand, as JSON.',
  needs: 1,
  run: async ({ deps: open, words: [id = ''], say }) => {
    const deps = open()
    const { brand, createdAt, ...platform } = await requirePlatform(deps, id)
    const { primary, secondary, logo } = brand
    const logoUrl = logo && `${deps.config.origin}${logoPath(logo.hash)}`
    const keys = await deps.store.listApiKeys(id)
    const shown = {
      ...platform,
      brand: {
        colour: primary,
        colour2: secondary,
        logo: logo && { width: logo.width, height: logo.height, url: logoUrl },
      },
      activeKeys: keys.filter(({ revokedAt }) => revokedAt === null).map((key) => key.id),
      createdAt: new Date(createdAt).toISOString(),
    }
    say(JSON.stringify(shown, null, 2))
  },
}
