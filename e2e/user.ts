import { randomInt, randomUUID } from 'node:crypto'
import type { Authenticator } from '../lib/methods/passkey/testing/authenticator.ts'

/** Somebody who uses a platform, with all that they know and hold. */
export interface User {
  readonly userId: string
  email: string
  phone: string
  pin: string
  /** The passkey, as a software authenticator holds it. */
  passkey: Authenticator | null
}

/** A user whom no other test knows. In: what shall be otherwise. */
export function newUser(given: Partial<User> = {}): User {
  const userId = `user-${randomUUID()}`
  return { userId, email: `${userId}@example.com`, phone: mobile(), pin: '274916', passkey: null, ...given }
}

/** A French mobile number, as good as unique; those in a row would look like somebody who earns by text messages. */
export function mobile(): string {
  return `+3361${randomInt(10_000_000).toString().padStart(7, '0')}`
}

/** What an enrolled user shall hold; a PIN always, and a phone unless there is a passkey. */
export interface Holds {
  readonly passkey?: boolean
  readonly phone?: boolean
}
