import { isoTime } from '../session/iso-time.ts'
import type { Command } from './command.ts'
import { requirePlatform } from './find.ts'
import { table } from './table.ts'

/** `key list` */
export const keyList: Command = {
  name: 'key list',
  usage: '<platform>',
  summary: "Lists a platform's API keys by their ids.",
  needs: 1,
  run: async ({ deps: open, words, say }) => {
    const deps = open()
    const { id } = await requirePlatform(deps, words[0] ?? '')
    const keys = await deps.store.listApiKeys(id)
    const rows = keys.map(({ id: key, createdAt, revokedAt }) => [
      key,
      isoTime(createdAt),
      revokedAt === null ? 'active' : `revoked ${isoTime(revokedAt)}`,
    ])
    say(table(['key id', 'made', 'state'], rows))
  },
}
