import { type BrowserContext, type BrowserContextOptions, test as base, expect } from '@playwright/test'
import { type Assent, startAssent } from './assent.ts'
import type { Engine } from './engine.ts'
import { enrol } from './enrol.ts'
import { Person } from './person.ts'
import { type Platform, platformOf } from './platform.ts'
import { type Holds, newUser, type User } from './user.ts'
import { type Faults, watch } from './watch.ts'

export interface WorkerFixtures {
  /** Whether the server's clock can be held. Such tests get a server of their own. */
  readonly clocked: boolean
  /** What the server keeps its data in. */
  readonly engine: Engine
  readonly assent: Assent
  readonly platform: Platform
}

interface TestFixtures {
  /** Errors of the browser that a test brings about itself, such as a page that is not there. */
  readonly expectedErrors: RegExp[]
  readonly faults: Faults
  /** A user who is enrolled, or whom the platform alone knows where nothing is named. */
  readonly makeUser: (holds?: Holds | null, given?: Partial<User>) => Promise<User>
  /** A person at a browser of their own. */
  readonly person: Person
  /** Another browser, of the same person or another one. */
  readonly openBrowser: (user?: User, options?: BrowserContextOptions) => Promise<Person>
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  clocked: [false, { scope: 'worker', option: true }],
  engine: ['sqlite', { scope: 'worker', option: true }],
  assent: [
    async ({ clocked, engine }, use) => {
      const assent = await startAssent(engine, clocked)
      await use(assent)
      await assent.remove()
    },
    { scope: 'worker' },
  ],
  platform: [async ({ assent }, use) => use(platformOf(assent)), { scope: 'worker' }],

  expectedErrors: [[], { option: true }],
  faults: async ({ expectedErrors: _ }, use) => {
    const faults: Faults = []
    await use(faults)
    expect(faults, 'what the browser complained about').toEqual([])
  },
  context: async ({ context, assent, faults, expectedErrors }, use) => {
    await watch(context, faults, hostsOf(assent), expectedErrors)
    await use(context)
  },
  makeUser: async ({ assent, platform }, use) => {
    await use(async (holds = null, given = {}) => {
      const user = newUser(given)
      if (holds) await enrol(assent, platform, user, holds)
      else await platform.saveUser(user.userId, { email: user.email, phoneNumber: user.phone })
      return user
    })
  },
  person: async ({ page, platform, javaScriptEnabled }, use) => {
    await use(new Person(page, platform, newUser(), javaScriptEnabled ?? true))
  },
  openBrowser: async ({ browser, assent, platform, faults, expectedErrors }, use) => {
    const opened: BrowserContext[] = []
    await use(async (user = newUser(), options = {}) => {
      const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 390, height: 844 }, ...options })
      opened.push(context)
      await watch(context, faults, hostsOf(assent), expectedErrors)
      return new Person(await context.newPage(), platform, user, options.javaScriptEnabled ?? true)
    })
    for (const context of opened) await context.close()
  },
})

function hostsOf({ origin, shop }: Assent): string[] {
  return [new URL(origin).host, new URL(shop).host]
}

export { expect }
