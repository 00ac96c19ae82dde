import { isoTime } from '../session/iso-time.ts'
import { revokeAgain } from '../session/revoke-again.ts'
import { sweepVoid } from '../session/void-sessions.ts'
import type { Command } from './command.ts'
import { Refused } from './command.ts'

const atMost = 200

/** `restored` */
export const restored: Command = {
  name: 'restored',
  usage: '',
  summary: 'Says that the database was restored from a backup: voids open sessions and receipts not redeemed.',
  details: [
    'To be run after every restore, before the servers start. Nobody knows what was done with codes and receipts in what',
    'is lost. Revocations, resets, blocks and erasures of that time have to be made again: docs/restore.md.',
  ],
  needs: 0,
  run: async ({ deps: open, say, note }) => {
    const deps = open()
    const last = (await deps.store.listEpochs()).at(-1)
    if (last === undefined) throw new Refused('The database has no epoch.')
    const at = deps.clock.now()
    // More than any backup can know: a server that remembers later epochs must not take this one for an older.
    const atLeast = ((await deps.store.recallMark())?.epoch ?? 0) + 1
    const begin = { after: last.number, atLeast, reason: 'restored', at, knownUntil: null } as const
    if ((await deps.store.beginEpoch(begin)) === 'already') throw new Refused('Another epoch began meanwhile.')
    let ended = 0
    for (let some = atMost; some === atMost; ended += some) some = await sweepVoid(deps, atMost)
    const { count } = await revokeAgain(deps)
    const present = (await deps.store.listEpochs()).at(-1)
    say(`epoch ${present?.number ?? '?'} has begun; ${ended} open sessions ended`)
    note(`${count} revocations, erasures and blocks that the journal remembers were missing and are in force again.`)
    const from = present?.knownUntil ? isoTime(present.knownUntil) : 'an unknown time'
    note(`What was written from ${from} to ${isoTime(at)} may be lost: see docs/restore.md for what to do again.`)
  },
}
