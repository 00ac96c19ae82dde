import type { Deps } from '../session/deps.ts'
import { sweepOverdue } from '../session/overdue.ts'
import { relyingParty } from '../session/relying-party.ts'
import { resetFactors } from '../session/revoke-factors.ts'
import { type Command, Misused, Refused, textOf } from './command.ts'

const atMost = 200

/** `passkeys move` */
export const passkeysMove: Command = {
  name: 'passkeys move',
  usage: '--from <old host>',
  summary: 'Lets passkeys belong to the host of ASSENT_URL from now on. Revokes all that there are.',
  details: [
    'A passkey works under the host name that it was made for, and under no other. Stop the servers, wait ten minutes, run',
    'this with the new ASSENT_URL, start. Each user makes a new passkey in their next session, after what is left to them',
    'and a code by email. Platforms are told by webhook (factor.removed). A run that was broken off is simply run again.',
  ],
  needs: 0,
  options: { from: { type: 'string' } },
  run: async (call) => {
    const from = textOf(call, 'from')
    if (!from) throw new Misused('Name the host that the passkeys belong to now: --from <old host>')
    const deps = call.deps()
    const at = deps.clock.now()
    const { id: to } = relyingParty(deps)
    const pinned = await deps.store.findPasskeyDomain()
    if (pinned === null) throw new Refused('No server has started on this database yet, so there is nothing to move.')
    if (pinned === to) throw new Refused(`Passkeys belong to ${to} already.`)
    if (pinned !== from) throw new Refused(`Passkeys belong to ${pinned}, not to ${from}.`)
    await refuseOpenSessions(deps)
    const users = await revokeAll(deps, `passkeys belong to ${to} from now on`)
    if ((await deps.store.movePasskeyDomain(from, to, at)) === 'conflict') throw new Refused('Somebody else did it.')
    call.say(`passkeys belong to ${to} now; ${users} users lost theirs`)
  },
}

/** One of them might end with a passkey that was made for the old name. */
async function refuseOpenSessions(deps: Deps): Promise<void> {
  for (let some = atMost; some === atMost; ) some = await sweepOverdue(deps, atMost)
  const { openSessions } = await deps.store.backlog(atMost)
  if (openSessions > 0) {
    const many = openSessions < atMost ? openSessions : `${atMost} or more`
    throw new Refused(`${many} sessions are open. Stop the servers and wait until their ten minutes are over.`)
  }
}

async function revokeAll(deps: Deps, reason: string): Promise<number> {
  let done = 0
  // Who has lost theirs is a holder no more, so the first are always the next.
  for (let holders = await deps.store.listPasskeyHolders('', atMost); holders.length > 0; ) {
    for (const { platformId, externalId } of holders) {
      const record = await deps.store.findUser(platformId, externalId)
      if (record !== null) await resetFactors(deps, record, 'passkeys', reason, 'operator')
    }
    done += holders.length
    holders = await deps.store.listPasskeyHolders(holders.at(-1)?.userId ?? '', atMost)
  }
  return done
}
