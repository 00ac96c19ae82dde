import { readNetwork } from '../api/address-allowed.ts'
import { type ApiScope, apiScopes } from '../sca/api-scope.ts'
import { apiKeyRow, drawApiKey } from '../session/api-key.ts'
import { type Call, type Command, listOf, Misused, Refused } from './command.ts'
import { requirePlatform } from './find.ts'

/** `key create` */
export const keyCreate: Command = {
  name: 'key create',
  usage: '<platform> [--scope read|mint|admin]… [--from <address or network>]…',
  summary: 'Makes another API key, which is shown this once.',
  details: [
    'Two keys may be active: make the new one, put it to use, revoke the old one. Without --scope it may do everything:',
    'read looks; mint saves users, asks for sessions, cancels and redeems them; admin resets, blocks, erases, exports, and',
    'sets webhooks. Without --from it may be used from anywhere; networks are written as 203.0.113.0/24 or 2001:db8::/32.',
  ],
  needs: 1,
  options: { scope: { type: 'string', multiple: true }, from: { type: 'string', multiple: true } },
  run: async (call) => {
    const { deps: open, words, say, note } = call
    const may = { scopes: readScopes(call), addresses: readNetworks(call) }
    const deps = open()
    const { id } = await requirePlatform(deps, words[0] ?? '')
    const key = drawApiKey(deps)
    const row = apiKeyRow(deps, id, key, may)
    if ((await deps.store.addApiKey(row)) === 'too-many') {
      throw new Refused(`The platform ${id} has two active keys. Revoke one first: key list ${id}`)
    }
    say(`key id   ${row.id}`)
    say(`API key  ${key}`)
    note('Keep the API key now: only its hash is stored.')
  },
}

function readScopes(call: Call): readonly ApiScope[] {
  const given = listOf(call, 'scope')
  if (given === undefined) return apiScopes
  const strange = given.find((word) => !apiScopes.some((scope) => scope === word))
  if (strange !== undefined) throw new Misused(`There is no scope ${strange}: ${apiScopes.join(', ')}.`)
  return apiScopes.filter((scope) => given.includes(scope))
}

function readNetworks(call: Call): readonly string[] {
  const given = listOf(call, 'from') ?? []
  const strange = given.find((text) => readNetwork(text) === null)
  if (strange !== undefined) throw new Misused(`${strange} is no address and no network.`)
  return given
}
