import { setTimeout as pause } from 'node:timers/promises'
import type { Purged } from '../../db/store.ts'
import { judgeClock } from '../readiness/judge-clock.ts'
import { overUpTo, type PurgedKind, purgedKinds } from '../sca/retention.ts'
import type { Deps } from '../session/deps.ts'
import { isoTime } from '../session/iso-time.ts'
import { purger, together } from '../session/purge.ts'
import { type Command, Misused, Refused } from './command.ts'
import { table } from './table.ts'

/** Writes between two pauses, in which others get at the database. */
const batches = 20
const pauseMs = 10

/** `purge` */
export const purge: Command = {
  name: 'purge',
  usage: '[--dry-run | --history]',
  summary: 'Removes what is over, and says how much of what. The server does the same all the time.',
  details: [
    'What is kept how long: docs/retention.md. --dry-run counts what would go and changes nothing; what only then becomes free',
    'is not in it. --history lists what was purged so far, by day.',
  ],
  needs: 0,
  options: { 'dry-run': { type: 'boolean' }, history: { type: 'boolean' } },
  run: async ({ deps: open, values, say, note }) => {
    const [dry, history] = [values['dry-run'] === true, values['history'] === true]
    if (dry && history) throw new Misused('Either --dry-run or --history.')
    const deps = open()
    if (history) return sayHistory(deps, say, note)
    await requireClock(deps)
    const found = dry ? await countAll(deps) : await purgeAll(deps)
    const rows = purgedKinds.map((kind) => {
      const { removed, oldest, newest } = found.get(kind) ?? { removed: 0, oldest: null, newest: null }
      return [kind, String(removed), isoTime(oldest) ?? '', isoTime(newest) ?? '']
    })
    say(table(['kind', dry ? 'would remove' : 'removed', 'oldest', 'newest'], rows))
  },
}

/** What a wrong clock calls over is gone for ever, evidence included. A SQLite file has no other clock to ask. */
async function requireClock({ store, clock }: Deps): Promise<void> {
  const askedAt = clock.now()
  const { databaseNow } = await store.examine()
  if (databaseNow === null) return
  const word = judgeClock({ askedAt, answeredAt: clock.now(), other: databaseNow })
  if (word === 'ok') return
  throw new Refused(
    `The clock here is ${word} of the database's, which says ${isoTime(databaseNow)}: nothing was purged.`,
  )
}

async function purgeAll(deps: Deps): Promise<Map<PurgedKind, Purged>> {
  const all = new Map<PurgedKind, Purged>()
  const round = purger(deps)
  for (;;) {
    const { purged, done } = await round(batches)
    for (const [kind, some] of purged) all.set(kind, together(all.get(kind), some))
    if (done) return all
    await pause(pauseMs)
  }
}

async function countAll({ store, clock, config }: Deps): Promise<Map<PurgedKind, Purged>> {
  const now = clock.now()
  const all = new Map<PurgedKind, Purged>()
  for (const kind of purgedKinds) {
    all.set(kind, await store.countOver(kind, overUpTo(kind, now, config.evidenceDays), now))
  }
  return all
}

async function sayHistory({ store }: Deps, say: (line: string) => void, note: (line: string) => void): Promise<void> {
  const purges = await store.listPurges(0)
  if (purges.length === 0) return note('Nothing was purged so far.')
  const rows = purges.map(({ day, kind, removed, oldest, newest, lastAt }) => [
    String(isoTime(day)).slice(0, 10),
    kind,
    String(removed),
    ...[oldest, newest, lastAt].map((time) => isoTime(time) ?? ''),
  ])
  say(table(['day', 'kind', 'removed', 'oldest', 'newest', 'last at'], rows))
}
