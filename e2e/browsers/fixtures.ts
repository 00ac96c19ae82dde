import { test as base } from '../fixtures.ts'
import { newUser, type User } from '../user.ts'
import { openFirefox } from './firefox.ts'
import { Guest } from './guest.ts'
import type { OpenProfile, Profile } from './tab.ts'
import { openWebKit } from './webkit.ts'

const engines: Readonly<Record<string, OpenProfile>> = { Firefox: openFirefox, WebKit: openWebKit }

/** A browser profile of the engine under test. */
export interface Desk {
  /** A new tab, with somebody before it. */
  guest(user: User): Promise<Guest>
}

interface Fixtures {
  /** A browser profile; without scripts where the test says so. */
  readonly desk: Desk
  readonly openDesk: (options?: { readonly scripts: boolean }) => Promise<Desk>
}

/** The project's name is the engine's. */
export const test = base.extend<Fixtures>({
  openDesk: async ({ platform }, use, { project }) => {
    const open = engines[project.name]
    if (!open) throw new Error(`no engine ${project.name}`)
    const opened: Profile[] = []
    await use(async ({ scripts } = { scripts: true }) => {
      const profile = await open({ scripts })
      opened.push(profile)
      return { guest: async (user = newUser()) => new Guest(await profile.newTab(), platform, user, scripts) }
    })
    for (const profile of opened) await profile.close()
  },
  desk: async ({ openDesk }, use) => use(await openDesk()),
})

export { expect } from '@playwright/test'
