import { and, asc, desc, eq, getTableColumns, type SQL } from 'drizzle-orm'
import type { InboxRow, Store } from '../store.ts'
import type { Database } from './open.ts'
import { inboxMessage, signingKey } from './schema.ts'
import { atMost, slots, sought } from './slots.ts'

type Verbs = Pick<Store, 'keepSigningKey' | 'listSigningKeys' | 'addInboxMessage' | 'listInbox'>

/** Public signing keys, which are kept for ever, and the messages of the sandbox. */
export function keysAndInbox({ orm, write }: Database): Verbs {
  // Who keeps keys looks whether the one that is there is the same.
  const keepKey = orm.insert(signingKey).values(slots(signingKey)).onConflictDoNothing().prepare()
  const keys = orm.select().from(signingKey).orderBy(asc(signingKey.createdAt), asc(signingKey.kid)).prepare()
  const addMessage = orm
    .insert(inboxMessage)
    .values(slots(inboxMessage, ['position']))
    .prepare()
  const { position: _, userId: __, ...columns } = getTableColumns(inboxMessage)

  function messages(condition?: SQL): (parameters: Record<string, string | number | null>) => InboxRow[] {
    const query = orm
      .select(columns)
      .from(inboxMessage)
      .where(condition)
      .orderBy(desc(inboxMessage.createdAt), desc(inboxMessage.position))
      .limit(atMost('limit'))
      .prepare()
    return (parameters) => query.all(parameters)
  }
  const ofPlatform = eq(inboxMessage.platformId, sought('platformId'))
  const toOne = eq(inboxMessage.toHash, sought('toHash'))
  const all = messages()
  const byPlatform = messages(ofPlatform)
  const byRecipient = messages(toOne)
  const byBoth = messages(and(ofPlatform, toOne))

  return {
    keepSigningKey: (key) => write(() => void keepKey.run({ ...key })),
    listSigningKeys: async () => keys.all(),
    addInboxMessage: (message) => write(() => void addMessage.run({ userId: null, ...message })),
    listInbox: async (platformId, toHash, limit) => {
      const parameters = { platformId, toHash, limit }
      if (platformId === null) return toHash === null ? all(parameters) : byRecipient(parameters)
      return toHash === null ? byPlatform(parameters) : byBoth(parameters)
    },
  }
}
