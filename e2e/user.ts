import { randomInt, randomUUID } from 'node:crypto'
import { Authenticator } from '../lib/methods/passkey/testing/authenticator.ts'
import type { Assent } from './assent.ts'
import type { FormPage } from './form-page.ts'
import { codeTo } from './inbox.ts'
import type { Platform } from './platform.ts'
import { Visitor } from './visitor.ts'

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

/** A French mobile number, as good as unique. */
export function mobile(): string {
  return `+336123${randomInt(100_000).toString().padStart(5, '0')}`
}

/** What an enrolled user shall hold; a PIN always. */
export interface Holds {
  readonly passkey?: boolean
  readonly phone?: boolean
}

/** Enrols a user over HTTP. Without a passkey the browser is said to have none, so nothing is offered. */
export async function enrol(assent: Assent, platform: Platform, user: User, holds: Holds): Promise<void> {
  const { passkey = false, phone = !passkey } = holds
  await platform.saveUser(user.userId, { email: user.email, phoneNumber: user.phone })
  const visitor = new Visitor(assent.origin)
  const { redirectUrl } = await platform.mint(user.userId, 'enrolment')
  const welcome = await visitor.open(redirectUrl)
  let page = await visitor.press(welcome, 'continue', { passkeySupported: passkey ? 'true' : '' })
  page = await visitor.press(page, 'submit', { email: user.email })
  page = await visitor.press(page, 'submit', { code: await codeTo(platform, user.email) })
  if (passkey) {
    user.passkey = new Authenticator({ origin: assent.origin, rpId: 'localhost', handle: option(page, 'id') })
    const response = JSON.stringify(user.passkey.create(option(page, 'challenge')))
    page = await visitor.press(page, 'submit', { response, error: '' })
  }
  page = await visitor.press(page, 'submit', { pin: user.pin, pinConfirmation: user.pin })
  page = await visitor.press(page, 'submit', { pin: user.pin })
  if (phone) {
    page = await visitor.press(page, 'submit', { phone: user.phone, country: 'FR' })
    page = await visitor.press(page, 'submit', { code: await codeTo(platform, user.phone) })
  } else {
    page = await visitor.press(page, 'skip')
  }
  if (page.outcome !== 'succeeded') throw new Error(`enrolment ended at ${page.step ?? page.outcome}`)
}

/** A value of the WebAuthn options, which the page carries for its script. */
export function option({ html, address }: FormPage, name: 'challenge' | 'id'): string {
  const pattern = name === 'id' ? /\\"user\\":\{\\"id\\":\\"([\w-]+)\\"/ : /\\"challenge\\":\\"([\w-]+)\\"/
  const value = pattern.exec(html)?.[1]
  if (!value) throw new Error(`${address} has no WebAuthn options`)
  return value
}
