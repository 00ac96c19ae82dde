import { expect } from '@playwright/test'
import { codeTo } from '../inbox.ts'
import { isReady } from '../is-ready.ts'
import { outcomes } from '../person.ts'
import type { Platform } from '../platform.ts'
import type { User } from '../user.ts'
import type { Tab } from './tab.ts'

/** Whoever sits at a browser that Playwright does not drive: the same person as in the other journeys, with fewer wishes. */
export class Guest {
  readonly tab: Tab
  readonly platform: Platform
  readonly user: User
  readonly #scripts: boolean

  constructor(tab: Tab, platform: Platform, user: User, scripts: boolean) {
    this.#scripts = scripts
    this.tab = tab
    this.platform = platform
    this.user = user
  }

  /** What the screen is: a step, or the outcome; null while a page is on its way. */
  screen(): Promise<string | null> {
    return this.tab
      .evaluate(() => {
        const main = document.querySelector('main')
        return document.readyState === 'loading' ? null : (main?.dataset['step'] ?? main?.dataset['outcome'] ?? null)
      })
      .catch(() => null)
  }

  async expectScreen(name: string): Promise<void> {
    await expect.poll(() => this.screen()).toBe(name)
  }

  /** The text of an element, or null where there is none. */
  text(selector: string): Promise<string | null> {
    return this.tab.evaluate((wanted) => document.querySelector(wanted)?.textContent ?? null, selector)
  }

  has(selector: string): Promise<boolean> {
    return this.tab.evaluate(
      (wanted) => document.querySelector<HTMLElement>(wanted)?.checkVisibility() ?? false,
      selector,
    )
  }

  async press(action: string): Promise<void> {
    await this.#ready()
    await this.tab.click(`button[name=action][value=${action}]`)
  }

  /** Fills what the screen asks for with what this person knows, and what is given besides; then sends it. */
  async submit(typed: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#ready()
    const { user, platform } = this
    const to = (await this.screen()) === 'enter-email-code' ? user.email : user.phone
    const known: Readonly<Record<string, () => string | Promise<string>>> = {
      email: () => user.email,
      pin: () => user.pin,
      pinConfirmation: () => user.pin,
      phone: () => user.phone,
      code: () => codeTo(platform, to),
    }
    for (const [name, know] of Object.entries(known)) {
      if (await this.has(`main [name=${name}]`))
        await this.tab.type(`main [name=${name}]`, typed[name] ?? (await know()))
    }
    await this.press('submit')
  }

  /** Goes on from screen to screen until the session ends. In: actions other than the plain one. Out: the screens. */
  async travel(plan: Readonly<Record<string, string>> = {}): Promise<string[]> {
    const seen: string[] = []
    while (seen.length < 20) {
      await expect.poll(() => this.screen()).not.toBeNull()
      const step = (await this.screen()) ?? ''
      seen.push(step)
      if (outcomes.has(step)) return seen
      await this.#leave(step, plan[step] ?? (step === 'welcome' ? 'continue' : 'submit'))
    }
    throw new Error(`no end: ${seen.join(' ')}`)
  }

  async #leave(step: string, action: string): Promise<void> {
    if (step === 'confirm-identity' && !(await this.has('[name=code]'))) {
      await this.press('send')
      await expect.poll(() => this.has('[name=code]')).toBe(true)
    }
    await (action === 'submit' ? this.submit() : this.press(action))
    await expect.poll(async () => [null, step].includes(await this.screen())).toBe(false)
  }

  /** Waits until the page's script is there, where one runs. */
  async #ready(): Promise<void> {
    if (!this.#scripts) return
    await expect.poll(() => this.tab.evaluate(isReady).catch(() => false)).toBe(true)
  }
}
