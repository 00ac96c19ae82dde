import { type Command, Refused } from './command.ts'

/** `key revoke` */
export const keyRevoke: Command = {
  name: 'key revoke',
  usage: '<key id>',
  summary: 'Revokes an API key at once and for good.',
  needs: 1,
  run: async ({ deps, words, say }) => {
    const { store, clock } = deps()
    const [id = ''] = words
    if ((await store.revokeApiKey(id, clock.now())) === 'unknown') throw new Refused(`There is no key ${id}.`)
    say(`key ${id} is revoked`)
  },
}
