import { expect, type Locator, type Page } from '@playwright/test'
import { codeTo } from './inbox.ts'
import { isReady } from './is-ready.ts'
import type { Platform } from './platform.ts'
import type { User } from './user.ts'
import { VirtualAuthenticator } from './virtual-authenticator.ts'

/** Whoever sits at a browser: reads the screen, types what they know, presses buttons. */
export class Person {
  readonly page: Page
  readonly platform: Platform
  /** Who they are. Another one may be put in their place. */
  user: User
  readonly #scripts: boolean

  constructor(page: Page, platform: Platform, user: User, scripts: boolean) {
    this.page = page
    this.platform = platform
    this.user = user
    this.#scripts = scripts
  }

  get main(): Locator {
    return this.page.locator('main')
  }

  /** The text that says why the last press was refused. */
  get problem(): Locator {
    return this.main.locator('.problem')
  }

  button(action: string): Locator {
    return this.page.locator(`button[name=action][value=${action}]`)
  }

  field(name: string): Locator {
    return this.page.locator(`[name=${name}]`)
  }

  /** Makes this browser one that has never heard of passkeys. */
  async withoutWebAuthn(): Promise<void> {
    await this.page.addInitScript(() => Reflect.deleteProperty(globalThis, 'PublicKeyCredential'))
  }

  /** Gives this device an authenticator, with the passkey of the person on it if there is one. */
  async addAuthenticator(options: { synced?: boolean } = {}): Promise<VirtualAuthenticator> {
    const authenticator = await VirtualAuthenticator.add(this.page, options)
    if (this.user.passkey) await authenticator.import(this.user.passkey)
    return authenticator
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address)
  }

  /** What the screen is: a step, or the outcome. */
  async screen(): Promise<string> {
    const main = this.page.locator('main[data-step], main[data-outcome]')
    const { step, outcome } = await main.evaluate(({ dataset }) => ({ ...dataset }))
    return step ?? outcome ?? 'none'
  }

  /** Asserts which screen is shown. */
  async expectScreen(name: string): Promise<void> {
    await expect(this.main).toHaveAttribute(outcomes.has(name) ? 'data-outcome' : 'data-step', name)
  }

  /** Waits until the page's script is there, then presses a button. */
  async press(action: string): Promise<void> {
    await this.ready()
    await this.button(action).first().click()
  }

  /** Fills what the screen asks for with what this person knows, and what is given besides. */
  async fill(typed: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.ready()
    const { user, platform } = this
    const known: Readonly<Record<string, () => string | Promise<string>>> = {
      email: () => user.email,
      pin: () => user.pin,
      pinConfirmation: () => user.pin,
      phone: () => user.phone,
      code: async () => codeTo(platform, (await this.screen()) === 'enter-email-code' ? user.email : user.phone),
    }
    for (const [name, know] of Object.entries(known)) {
      if (await this.field(name).isVisible()) await this.field(name).fill(typed[name] ?? (await know()))
    }
  }

  /** Fills the screen and sends it. */
  async submit(typed: Readonly<Record<string, string>> = {}): Promise<void> {
    // The screen before may still be there: welcome, for one, has nothing to submit and nothing to fill in.
    await this.button('submit').first().waitFor()
    await this.fill(typed)
    await this.press('submit')
  }

  /** Where the end page leads back to, as a URL. */
  async wayBack(): Promise<URL> {
    return new URL((await this.main.locator('a[data-action=return]').getAttribute('href')) ?? '')
  }

  /** Follows the way back to the platform. */
  async goBack(): Promise<void> {
    await this.main.locator('a[data-action=return]').click()
  }

  /** Waits until the script runs, where one does: a press before it would be a plain post without a passkey. */
  async ready(): Promise<void> {
    if (!this.#scripts) return
    await this.page.waitForFunction(isReady)
  }
}

/** How a session can end; such a screen has no step. */
export const outcomes: ReadonlySet<string> = new Set(['succeeded', 'refused', 'failed', 'expired', 'cancelled'])
