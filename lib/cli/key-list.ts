import { isoTime } from '../session/iso-time.ts'
import type { Command } from './command.ts'
import { requirePlatform } from './find.ts'
import { table } from './table.ts'

/** `key list` */
export const keyList: Command = {
  name: 'key list',
  usage: '<platform>',
  summary: "Lists a platform's API keys by their ids; when each was used last is to the hour.",
  needs: 1,
  run: async ({ deps: open, words, say }) => {
    const deps = open()
    const { id } = await requirePlatform(deps, words[0] ?? '')
    const keys = await deps.store.listApiKeys(id)
    const rows = keys.map(({ id: key, scopes, addresses, createdAt, lastUsedAt, revokedAt }) => [
      key,
      scopes.join(' '),
      addresses.length === 0 ? 'anywhere' : addresses.join(' '),
      isoTime(createdAt),
      lastUsedAt === null ? 'never' : isoTime(lastUsedAt),
      revokedAt === null ? 'active' : `revoked ${isoTime(revokedAt)}`,
    ])
    say(table(['key id', 'scopes', 'from', 'made', 'last used', 'state'], rows))
  },
}
