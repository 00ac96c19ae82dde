import { evidence } from '../session/evidence.ts'
import type { Command } from './command.ts'
import { requireSession } from './find.ts'
import { table } from './table.ts'

/** `session show` */
export const sessionShow: Command = {
  name: 'session show',
  usage: '<session id> [--json]',
  summary: 'Shows a session and its log. No secret, contact or token is in it.',
  details: ['With --json: the whole evidence, as the API gives it to the platform.'],
  needs: 1,
  options: { json: { type: 'boolean' } },
  run: async ({ deps: open, words, values, say }) => {
    const deps = open()
    const record = await requireSession(deps, words[0] ?? '')
    const shown = evidence(deps, record)
    if (values['json']) return say(JSON.stringify(shown, null, 2))
    const { session, log } = shown
    const fields = Object.entries({ platform: record.platform.id, ...session, policy: shown.policy })
    const told = fields.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
    say(table(['session', ''], told))
    say('')
    const events = log.events.map(({ seq, at, type, data }) => [String(seq), at, type, JSON.stringify(data)])
    say(table(['#', 'time', 'event', 'data'], events))
    say('')
    say(log.brokenAt === null ? 'The log is as it was written.' : `The log was changed: event ${log.brokenAt}.`)
  },
}
