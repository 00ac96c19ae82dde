import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'
import lighthouse from 'lighthouse'
import { enrol } from '../../e2e/enrol.ts'
import { goToCode } from '../../e2e/journey.ts'
import { Person } from '../../e2e/person.ts'
import { payment } from '../../e2e/platform.ts'
import { freePort } from '../../e2e/process.ts'
import { newUser } from '../../e2e/user.ts'
import { chromiumFlags, systemChromium } from '../../scripts/support/chromium.ts'
import { type Ours, startOurs, withServers } from '../servers.ts'
import { spread, writeSpread } from '../spread.ts'
import type { Outcome, Settings } from '../topic.ts'

const categories = ['performance', 'accessibility', 'best-practices'] as const
type Scores = Readonly<Record<(typeof categories)[number], number>>

/** Lighthouse as it comes: a mid-range phone, slow 4G, 4× CPU, simulated. It scores from 0 to 100. */
export async function lighthouseScores(settings: Settings): Promise<Outcome> {
  const [welcome, identity]: [Scores[], Scores[]] = [[], []]
  await withServers([() => startOurs()], async (server) => {
    // The first visit warms the server up: what the page costs is meant, not the first start.
    for (let round = 0; round <= settings.rounds; round += 1) {
      const scores = await visit(server)
      if (round > 0) welcome.push(scores.welcome)
      if (round > 0) identity.push(scores.identity)
    }
  })
  return report({ 'welcome page': welcome, 'identity page': identity })
}

function report(pages: Readonly<Record<string, readonly Scores[]>>): Outcome {
  const of = (all: readonly Scores[], category: keyof Scores) => spread(all.map((scores) => scores[category]))
  return {
    tables: [
      {
        title: 'Lighthouse, mobile',
        columns: ['', ...categories],
        rows: Object.entries(pages).map(([page, all]) => [
          page,
          ...categories.map((category) => writeSpread(of(all, category))),
        ]),
      },
    ],
    budgets: Object.entries(pages).flatMap(([page, all]) =>
      (['performance', 'accessibility'] as const).map((category) => ({
        what: `Lighthouse ${category}, ${page}`,
        budget: 'at least 95',
        measured: String(of(all, category).median),
        met: of(all, category).median >= 95,
      })),
    ),
  }
}

/** One person with a new browser, who is looked over the shoulder at the welcome page and where PIN and code are asked. */
async function visit(server: Ours): Promise<{ welcome: Scores; identity: Scores }> {
  const [folder, port] = [mkdtempSync(join(tmpdir(), 'assent-lighthouse-')), await freePort()]
  const executablePath = systemChromium()
  // Lighthouse looks at tabs of the profile itself, so that is where the session's cookie has to be.
  const context = await chromium.launchPersistentContext(folder, {
    args: [...chromiumFlags, `--remote-debugging-port=${port}`],
    ...(executablePath ? { executablePath } : { channel: 'chromium' }),
  })
  try {
    return await lookOn(server, context, port)
  } finally {
    await context.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function lookOn(server: Ours, context: BrowserContext, port: number) {
  const user = newUser()
  await enrol(server, server.platform, user, { phone: true })
  const { redirectUrl } = await server.platform.mint(user.userId, 'payment', payment)
  const welcome = await judge(redirectUrl, port)
  const person = new Person(await context.newPage(), server.platform, user, true)
  await goToCode(person, redirectUrl)
  return { welcome, identity: await judge(person.page.url(), port) }
}

async function judge(address: string, port: number): Promise<Scores> {
  const result = await lighthouse(address, {
    port,
    logLevel: 'error',
    onlyCategories: [...categories],
    disableStorageReset: true,
  })
  if (!result || result.lhr.runtimeError) throw new Error(`Lighthouse: ${result?.lhr.runtimeError?.message}`)
  const { lhr } = result
  const scores = categories.map((name) => [name, Math.round((lhr.categories[name]?.score ?? 0) * 100)])
  return Object.fromEntries(scores) as Scores
}
