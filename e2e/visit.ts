import { Authenticator } from '../lib/methods/passkey/testing/authenticator.ts'
import type { FormPage } from './form-page.ts'
import { formsOf } from './form-page.ts'
import { codeTo } from './inbox.ts'
import type { Platform } from './platform.ts'
import type { Holds, User } from './user.ts'
import type { Visitor } from './visitor.ts'

/** A user's session over HTTP alone: each step is answered with what the user knows and holds. */
export class Visit {
  readonly visitor: Visitor
  readonly #platform: Platform
  readonly #user: User
  readonly #wants: Holds
  page!: FormPage

  constructor(visitor: Visitor, platform: Platform, user: User, wants: Holds = {}) {
    this.visitor = visitor
    this.#platform = platform
    this.#user = user
    this.#wants = wants
  }

  async open(address: string): Promise<FormPage> {
    this.page = await this.visitor.open(address)
    return this.page
  }

  /** Presses a button with what was typed; without that, as the user would. */
  async press(action = this.plainAction(), typed?: Readonly<Record<string, string>>): Promise<FormPage> {
    this.page = await this.visitor.press(this.page, action, typed ?? (await this.answer()))
    return this.page
  }

  /** Goes on as the user would, until a step or the end. */
  async goOn(until?: string): Promise<FormPage> {
    for (let turn = 0; turn < 20 && this.page.outcome === null && this.page.step !== until; turn++) await this.press()
    return this.page
  }

  /** The button that a user in no doubt presses here. */
  plainAction(): string {
    const actions = formsOf(this.page).flatMap((form) => form.actions)
    if (this.page.step === 'welcome') return 'continue'
    if (this.page.step === 'give-phone' && this.#wants.phone === false) return 'skip'
    return actions.includes('send') ? 'send' : 'submit'
  }

  /** What the user types into this step. */
  async answer(): Promise<Record<string, string>> {
    const { email, pin, phone } = this.#user
    switch (this.page.step) {
      case 'welcome':
        return { passkeySupported: this.#wants.passkey ? 'true' : '' }
      case 'confirm-email':
        return { email }
      case 'enter-email-code':
        return { code: await codeTo(this.#platform, email) }
      case 'choose-pin':
        return { pin, pinConfirmation: pin }
      case 'repeat-pin':
        return { pin }
      case 'give-phone':
        return { phone, country: 'FR' }
      case 'confirm-phone':
        return { code: await codeTo(this.#platform, phone) }
      case 'confirm-identity':
        return this.plainAction() === 'send' ? {} : { pin, code: await codeTo(this.#platform, phone) }
      case 'create-passkey':
        return { response: JSON.stringify(this.#createPasskey()), error: '' }
      case 'use-passkey':
        return { response: JSON.stringify(this.#user.passkey?.use(option(this.page, 'challenge'))), error: '' }
      default:
        throw new Error(`nobody knows what to type into ${this.page.step}`)
    }
  }

  #createPasskey(): object {
    const handle = option(this.page, 'id')
    this.#user.passkey = new Authenticator({ origin: this.visitor.origin, rpId: 'localhost', handle })
    return this.#user.passkey.create(option(this.page, 'challenge'))
  }
}

/** A value of the WebAuthn options, which the page carries for its script. */
function option({ html, address }: FormPage, name: 'challenge' | 'id'): string {
  const pattern = name === 'id' ? /\\"user\\":\{\\"id\\":\\"([\w-]+)\\"/ : /\\"challenge\\":\\"([\w-]+)\\"/
  const value = pattern.exec(html)?.[1]
  if (!value) throw new Error(`${address} has no WebAuthn options`)
  return value
}
