import { apiKeyRow, drawApiKey } from '../session/api-key.ts'
import { type Command, Refused } from './command.ts'
import { requirePlatform } from './find.ts'

/** `key create` */
export const keyCreate: Command = {
  name: 'key create',
  usage: '<platform>',
  summary: 'Makes another API key, which is shown this once.',
  details: ['Two keys may be active: make the new one, put it to use, revoke the old one.'],
  needs: 1,
  run: async ({ deps: open, words, say, note }) => {
    const deps = open()
    const { id } = await requirePlatform(deps, words[0] ?? '')
    const key = drawApiKey(deps)
    const row = apiKeyRow(deps, id, key)
    if ((await deps.store.addApiKey(row)) === 'too-many') {
      throw new Refused(`The platform ${id} has two active keys. Revoke one first: key list ${id}`)
    }
    say(`key id   ${row.id}`)
    say(`API key  ${key}`)
    note('Keep the API key now: only its hash is stored.')
  },
}
