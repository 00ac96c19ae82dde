import { and, asc, desc, eq, getTableColumns, type SQL } from 'drizzle-orm'
import { slot, slots } from '../slots.ts'
import type { Store } from '../store.ts'
import { prepared } from './prepared.ts'
import { inboxMessage, signingKey } from './schema.ts'
import type { Transactions } from './transactions.ts'

type Verbs = Pick<Store, 'keepSigningKey' | 'listSigningKeys' | 'addInboxMessage' | 'listInbox'>

const { position: _, userId: __, ...columns } = getTableColumns(inboxMessage)
const ofPlatform = eq(inboxMessage.platformId, slot('platformId'))
const toOne = eq(inboxMessage.toHash, slot('toHash'))
const statements = prepared('keys-and-inbox', (orm) => {
  const messages = (condition?: SQL) =>
    orm
      .select(columns)
      .from(inboxMessage)
      .where(condition)
      .orderBy(desc(inboxMessage.createdAt), desc(inboxMessage.position))
      .limit(slot('limit') as never)
  return {
    // Who keeps keys looks whether the one that is there is the same.
    keepKey: orm.insert(signingKey).values(slots(signingKey)).onConflictDoNothing(),
    keys: orm.select().from(signingKey).orderBy(asc(signingKey.createdAt), asc(signingKey.kid)),
    addMessage: orm.insert(inboxMessage).values(slots(inboxMessage, ['position'])),
    all: messages(),
    byPlatform: messages(ofPlatform),
    byRecipient: messages(toOne),
    byBoth: messages(and(ofPlatform, toOne)),
  }
})

/** Public signing keys, which are kept for ever, and the messages of the sandbox. */
export function keysAndInbox({ read, write }: Transactions): Verbs {
  return {
    keepSigningKey: (key) => write(async (at) => void (await statements(at).keepKey.run({ ...key }))),
    listSigningKeys: () => read((at) => statements(at).keys.all()),
    addInboxMessage: (message) =>
      write(async (at) => void (await statements(at).addMessage.run({ userId: null, ...message }))),
    listInbox: (platformId, toHash, limit) =>
      read((at) => {
        const { all, byPlatform, byRecipient, byBoth } = statements(at)
        const parameters = { platformId, toHash, limit }
        if (platformId === null) return (toHash === null ? all : byRecipient).all(parameters)
        return (toHash === null ? byPlatform : byBoth).all(parameters)
      }),
  }
}
