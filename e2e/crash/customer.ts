import { messagesOf } from '../../lib/i18n/messages-of.ts'
import { Authenticator } from '../../lib/methods/passkey/testing/authenticator.ts'
import { verdictWithinMs } from '../../lib/sca/limits.ts'
import { type FormPage, formsOf, problemOf } from '../form-page.ts'
import { newUser, type User } from '../user.ts'
import { Visitor } from '../visitor.ts'
import type { MortalServer } from './mortal-server.ts'
import { Finding, type PlatformThatRetries } from './platform-that-retries.ts'

/** What somebody does otherwise than to go straight on. */
export interface Habits {
  /** Wrong PINs typed before the right one. */
  readonly wrongPins?: number
  readonly forgetsPin?: boolean
  readonly hasPasskey?: boolean
  /** Reloads the page whose answer was lost, which sends the form again; else opens the link again. */
  readonly reloads?: boolean
}

interface Pressed {
  readonly action: string
  readonly typed: Record<string, string>
}

const mostPages = 80

/** A person at a browser without script who goes on after every fault where the pages say they stand. */
export class Customer {
  readonly user: User = newUser()
  readonly visitor: Visitor
  /** Verdicts told in a row: PIN and code, or a code alone, were refused. */
  refusedInARow = 0
  readonly #server: MortalServer
  readonly #platform: PlatformThatRetries
  /** Keys made on this device; a site may have taken each, or not. */
  readonly #passkeys: Authenticator[] = []
  #newPin: string | null = null
  #wrongPins = 0
  /** Messages that are of no more use. */
  readonly #old = new Set<string>()

  constructor(server: MortalServer, platform: PlatformThatRetries) {
    this.#server = server
    this.#platform = platform
    this.visitor = new Visitor(server.origin)
  }

  /** Follows a link until the session has ended. Out: the outcome that the last page shows. */
  async follow(link: string, habits: Habits = {}): Promise<string> {
    this.#newPin = null
    this.#wrongPins = habits.wrongPins ?? 0
    for (const to of [this.user.email, this.user.phone])
      for (const { id } of await this.#messages(to)) this.#old.add(id)
    let page = await this.#open(link)
    const seen: string[] = []
    for (let pages = 0; pages < mostPages; pages++) {
      if (page.outcome) return this.#ended(page.outcome)
      if (!page.step)
        throw new Finding(`${page.address} is no page of a session: ${page.status} after ${seen.join(' ')}`)
      const pressed = await this.#answer(page, habits)
      seen.push(`${page.step}(${pressed.action})`)
      page = await this.#press(page, pressed, link, habits)
    }
    throw new Finding(`no end: ${seen.join(' ')}`)
  }

  #ended(outcome: string): string {
    if (outcome === 'succeeded') {
      this.refusedInARow = 0
      if (this.#newPin) this.user.pin = this.#newPin
    }
    return outcome
  }

  async #open(link: string): Promise<FormPage> {
    for (let lost = 0; ; lost++) {
      try {
        return await this.visitor.open(link)
      } catch (fault) {
        if (lost >= 20) throw fault
        await this.#server.back(fault)
      }
    }
  }

  async #press(page: FormPage, { action, typed }: Pressed, link: string, habits: Habits): Promise<FormPage> {
    let next: FormPage
    try {
      next = await this.visitor.press(page, action, typed)
    } catch (fault) {
      await this.#server.back(fault)
      if (!habits.reloads) return this.#open(link)
      const again = await this.visitor.press(page, action, typed).catch(() => null)
      next = again && again.step !== page.step ? again : await this.#open(link)
    }
    return this.#judged(next, typed)
  }

  /** Remembers what a refusal says. */
  async #judged(page: FormPage, typed: Record<string, string>): Promise<FormPage> {
    const refused = refusalOf(page)
    if (refused === 'code-not-accepted' || refused === 'identity-not-accepted') this.refusedInARow++
    const meant = refused === 'identity-not-accepted' && typed['pin'] !== this.#pin()
    const useless = ['code-not-accepted', 'identity-not-accepted', 'code-expired', 'code-superseded', 'code-absent']
    if (refused && useless.includes(refused) && !meant && typed['message']) this.#old.add(typed['message'])
    if (refused === 'too-early' || refused === 'too-many-sends') await this.#server.advance(61_000)
    // The last try was spent and its verdict lost: the block stands when that verdict must be in.
    if (refused === 'busy') await this.#server.advance(verdictWithinMs)
    if (refused === 'too-many-sends') this.#wrongPins = 0
    return page
  }

  #pin(): string {
    return this.#newPin ?? this.user.pin
  }

  async #answer(page: FormPage, habits: Habits): Promise<Pressed> {
    const actions = formsOf(page).flatMap((form) => form.actions)
    const press = (action: string, typed: Record<string, string> = {}) => ({ action, typed })
    if (actions.includes('takeover')) {
      this.#newPin = null
      return press('takeover', { passkeySupported: habits.hasPasskey ? 'true' : '' })
    }
    switch (page.step) {
      case 'welcome':
        return press('continue', { passkeySupported: habits.hasPasskey ? 'true' : '' })
      case 'confirm-email':
        return press('submit', { email: this.user.email })
      case 'enter-email-code':
        return this.#code(this.user.email, actions)
      case 'create-passkey':
        return press('submit', { response: JSON.stringify(this.#makePasskey(page)), error: '' })
      case 'use-passkey':
        return this.#usePasskey(page)
      case 'choose-pin':
        this.#newPin = habits.forgetsPin ? otherPin(this.user.pin) : this.user.pin
        return press('submit', { pin: this.#newPin, pinConfirmation: this.#newPin })
      case 'repeat-pin':
        return press('submit', { pin: this.#pin() })
      case 'give-phone':
        return actions.includes('skip') ? press('skip') : press('submit', { phone: this.user.phone, country: 'FR' })
      case 'confirm-phone':
        return this.#code(this.user.phone, actions)
      case 'confirm-identity':
        return this.#identity(actions, habits)
      default:
        throw new Finding(`nobody knows the step ${page.step}`)
    }
  }

  async #identity(actions: readonly string[], habits: Habits): Promise<Pressed> {
    // "Back" is there once the replacement has begun.
    if (habits.forgetsPin && !actions.includes('back')) return { action: 'replace-pin', typed: {} }
    if (actions.includes('send') && !actions.includes('submit')) return { action: 'send', typed: {} }
    const { action, typed } = await this.#code(this.user.phone, actions)
    if (action !== 'submit') return { action, typed }
    const wrong = this.#wrongPins-- > 0
    return { action, typed: { ...typed, pin: wrong ? '918273' : this.#pin() } }
  }

  /** Types the newest message that is not known to be useless; else asks for another, as often as that is possible. */
  async #code(to: string, actions: readonly string[]): Promise<Pressed> {
    const [newest] = await this.#messages(to)
    if (newest && !this.#old.has(newest.id)) {
      const code = /\b\d{6}\b/.exec(newest.text)?.[0] ?? ''
      return { action: 'submit', typed: { code, message: newest.id } }
    }
    if (actions.includes('resend')) {
      await this.#server.advance(61_000)
      return { action: 'resend', typed: {} }
    }
    return { action: 'decline', typed: {} }
  }

  async #messages(to: string): Promise<{ id: string; text: string }[]> {
    return (await this.#platform.call('GET', `/sandbox/inbox?to=${encodeURIComponent(to)}`)).body.data
  }

  #makePasskey(page: FormPage): object {
    const key = new Authenticator({ origin: this.#server.origin, rpId: 'localhost', handle: option(page, 'id') })
    this.#passkeys.push(key)
    return key.create(option(page, 'challenge'))
  }

  /** The browser offers the key that the page names. */
  #usePasskey(page: FormPage): Pressed {
    const key = this.#passkeys.find(({ id }) => page.html.includes(id.toString('base64url')))
    if (!key) throw new Finding('the page asks for a passkey that this person never made')
    return { action: 'submit', typed: { response: JSON.stringify(key.use(option(page, 'challenge'))), error: '' } }
  }
}

/** A value of the WebAuthn options, which the page carries for its script. */
function option({ html, address }: FormPage, name: 'challenge' | 'id'): string {
  const pattern = name === 'id' ? /\\"user\\":\{\\"id\\":\\"([\w-]+)\\"/ : /\\"challenge\\":\\"([\w-]+)\\"/
  const value = pattern.exec(html)?.[1]
  if (!value) throw new Finding(`${address} has no WebAuthn options`)
  return value
}

const otherPins = ['274916', '583017', '640285']

function otherPin(pin: string): string {
  return otherPins[(otherPins.indexOf(pin) + 1) % otherPins.length]!
}

const openings = Object.entries(messagesOf('en')['refusals'] as Record<string, string>).map(([code, text]) => {
  return [code, text.split('{')[0]!.trim()] as const
})

/** Which refusal a page shows, or null. */
export function refusalOf(page: FormPage): string | null {
  const text = problemOf(page)
  if (text === null) return null
  return openings.find(([, opening]) => text.startsWith(opening))?.[0] ?? text
}
