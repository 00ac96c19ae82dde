import type { Store, UserRow } from '../store.ts'
import { aPasskey, aPhone, aPin, aWorld, enrol } from './rows.ts'

/** A user with a PIN, a phone and two passkeys. */
export async function anEnrolled(store: Store): Promise<{ user: UserRow; passkeys: string[] }> {
  const { user } = await aWorld(store)
  const passkeys = [aPasskey(), aPasskey()]
  const first = await enrol(store, user, [
    { method: 'pin', pin: aPin() },
    { method: 'phone', phone: aPhone() },
    { method: 'passkey', passkey: passkeys[0] ?? aPasskey() },
  ])
  const both = await enrol(store, first, [{ method: 'passkey', passkey: passkeys[1] ?? aPasskey() }])
  return { user: both, passkeys: passkeys.map(({ credentialId }) => credentialId) }
}
