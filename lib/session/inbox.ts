import type { InboxRow } from '../../db/store.ts'
import { lookupHash, lookupHashes } from '../keys/hash.ts'
import { sealWithRing, unsealWithRing } from '../keys/ring-seal.ts'
import type { Deps } from './deps.ts'
import { newId } from './new-id.ts'

/** A message as the sandbox shows it. */
export interface InboxMessage {
  readonly id: string
  readonly channel: 'sms' | 'email'
  readonly to: string
  readonly subject?: string
  readonly text: string
  /** Epoch milliseconds. */
  readonly createdAt: number
}

interface Deposit {
  readonly channel: 'sms' | 'email'
  readonly platformId: string
  readonly userId?: string | undefined
  readonly to: string
  readonly subject?: string
  readonly text: string
}

type InboxDeps = Pick<Deps, 'config' | 'store' | 'clock' | 'random'>

/** Files a message in the sandbox inbox. It is sealed like everything else: not even a sandbox keeps codes in clear. */
export async function depositInInbox(deps: InboxDeps, message: Deposit): Promise<void> {
  if (deps.config.mode !== 'sandbox') throw new Error('the sandbox inbox is not for live mode')
  const { channel, platformId, userId = null, to, subject, text } = message
  const createdAt = deps.clock.now()
  const id = newId(deps.random, 'msg', createdAt)
  await deps.store.addInboxMessage({
    id,
    platformId,
    channel,
    toHash: lookupHash(deps.config.keys, ...addressOf(to)),
    sealed: sealWithRing(deps.config.keys, `inbox ${id}`, JSON.stringify({ to, subject, text })),
    createdAt,
    userId,
  })
}

/** Reads the inbox. In: the platform or null for all, an address or null for all, how many. Out: newest first. */
export async function readInbox(
  deps: InboxDeps,
  platformId: string | null,
  to: string | null,
  limit: number,
): Promise<InboxMessage[]> {
  if (deps.config.mode !== 'sandbox') return []
  // Messages that were filed before the look-up key was rotated are found too.
  const filed = to === null ? [null] : lookupHashes(deps.config.keys, ...addressOf(to))
  const found = await Promise.all(filed.map((hash) => deps.store.listInbox(platformId, hash, limit)))
  const newest = found.flat().toSorted((one, other) => other.createdAt - one.createdAt)
  return newest.slice(0, limit).map((row) => opened(deps, row))
}

function opened(deps: InboxDeps, { id, channel, sealed, createdAt }: InboxRow): InboxMessage {
  const content = JSON.parse(unsealWithRing(deps.config.keys, `inbox ${id}`, sealed)) as Omit<Deposit, 'channel'>
  const { to, subject, text } = content
  return { id, channel, to, ...(subject === undefined ? {} : { subject }), text, createdAt }
}

function addressOf(to: string): ['email' | 'phone', string] {
  return [to.includes('@') ? 'email' : 'phone', to.trim().toLowerCase()]
}
