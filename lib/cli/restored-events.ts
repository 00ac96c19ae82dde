import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { isoTime } from '../session/iso-time.ts'
import { revokeTold, type Told } from '../session/revoke-told.ts'
import { type Command, Refused } from './command.ts'
import { requirePlatform } from './find.ts'

const at = z.iso.datetime().transform((time) => Date.parse(time))
const method = z.enum(['pin', 'phone', 'passkey'])
const userId = z.string().min(1)
const message = z.discriminatedUnion('type', [
  z.object({
    type: z.enum(['factor.removed', 'factor.replaced']),
    timestamp: at,
    data: z.object({ userId, method }),
  }),
  z.object({ type: z.literal('user.blocked'), timestamp: at, data: z.object({ userId, until: at.nullable() }) }),
  z.object({ type: z.literal('user.unblocked'), timestamp: at, data: z.object({ userId }) }),
])
const protecting = new Set<unknown>(['factor.removed', 'factor.replaced', 'user.blocked', 'user.unblocked'])

/** `restored events` */
export const restoredEvents: Command = {
  name: 'restored events',
  usage: '<platform> <file>',
  summary: 'Revokes and blocks again what a platform was told by webhook in the time that a restore lost.',
  details: [
    'The file has one message per line, as the webhook brought it: {"type", "timestamp", "data"}. Messages of other times',
    'and types are passed over. Factors that were removed or replaced go: the user makes them anew. To be said after',
    '"restored", and as often as you like: nothing is done twice.',
  ],
  needs: 2,
  run: async ({ deps: open, words: [platformId = '', file = ''], say }) => {
    // All of it is read before anything is done.
    const told = messagesOf(readFileSync(file, 'utf8'))
    const deps = open()
    await requirePlatform(deps, platformId)
    const last = (await deps.store.listEpochs()).at(-1)
    if (last === undefined || last.reason === 'first') {
      throw new Refused('No epoch has begun: say "restored" first, if the database was restored.')
    }
    const count = await revokeTold(deps, platformId, last, told)
    const from = last.knownUntil ? isoTime(last.knownUntil) : 'an unknown time'
    say(`${count} revocations and blocks from ${from} to ${isoTime(last.beganAt)} are in force again`)
  },
}

function messagesOf(text: string): Told[] {
  const lines = text.split('\n').map((line, index) => ({ line: line.trim(), number: index + 1 }))
  const read = lines.filter(({ line }) => line !== '').flatMap(({ line, number }) => messageOf(line, number))
  return read.toSorted((one, other) => one.at - other.at)
}

function messageOf(line: string, number: number): Told[] {
  const json = parsed(line)
  if (json === null) throw new Refused(`Line ${number} is no JSON object.`)
  if (!protecting.has(json['type'])) return []
  const { data: found } = message.safeParse(json)
  if (found === undefined) throw new Refused(`Line ${number} is no message of Assent.`)
  const { timestamp, data } = found
  const about = { at: timestamp, userId: data.userId }
  if (found.type === 'user.blocked') return [{ ...about, what: { blockedUntil: found.data.until } }]
  if (found.type === 'user.unblocked') return [{ ...about, what: { unblocked: true } }]
  return [{ ...about, what: { factor: found.data.method } }]
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(line)
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null
  } catch {
    return null
  }
}
