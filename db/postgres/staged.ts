import { asc, eq } from 'drizzle-orm'
import { slot } from '../slots.ts'
import type { PasskeyRow, PhoneRow, PinRow, StagedRow } from '../store.ts'
import { type Connection, prepared } from './prepared.ts'
import { stagedCredential } from './schema.ts'

const statements = prepared('staged', (orm) => ({
  all: orm
    .select({ method: stagedCredential.method, data: stagedCredential.data })
    .from(stagedCredential)
    .where(eq(stagedCredential.sessionId, slot('sessionId')))
    .orderBy(asc(stagedCredential.method)),
}))

/** A credential that was staged, as it is kept. */
export interface KeptStaged {
  readonly method: StagedRow['method']
  readonly data: PinRow | PhoneRow | PasskeyRow
}

/** Reads what was staged in a session. */
export async function stagedIn(at: Connection, sessionId: string): Promise<StagedRow[]> {
  return (await statements(at).all.all({ sessionId })).map(toStaged)
}

export function toStaged({ method, data }: KeptStaged): StagedRow {
  switch (method) {
    case 'pin':
      return { method, pin: data as PinRow }
    case 'phone':
      return { method, phone: data as PhoneRow }
    case 'passkey':
      return { method, passkey: data as PasskeyRow }
  }
}

export function stagedData(staged: StagedRow): KeptStaged['data'] {
  switch (staged.method) {
    case 'pin':
      return staged.pin
    case 'phone':
      return staged.phone
    case 'passkey':
      return staged.passkey
  }
}
