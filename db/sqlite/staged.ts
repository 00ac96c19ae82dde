import { asc, eq } from 'drizzle-orm'
import type { PasskeyRow, PhoneRow, PinRow, StagedRow } from '../store.ts'
import type { Database } from './open.ts'
import { stagedCredential } from './schema.ts'
import { sought } from './slots.ts'

/** Reads what was staged in a session. */
export function stagedIn({ orm }: Database): (sessionId: string) => StagedRow[] {
  const all = orm
    .select()
    .from(stagedCredential)
    .where(eq(stagedCredential.sessionId, sought('sessionId')))
    .orderBy(asc(stagedCredential.method))
    .prepare()
  return (sessionId) => all.all({ sessionId }).map(({ method, data }) => toStaged(method, data))
}

export function toStaged(method: StagedRow['method'], data: PinRow | PhoneRow | PasskeyRow): StagedRow {
  switch (method) {
    case 'pin':
      return { method, pin: data as PinRow }
    case 'phone':
      return { method, phone: data as PhoneRow }
    case 'passkey':
      return { method, passkey: data as PasskeyRow }
  }
}
