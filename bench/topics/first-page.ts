import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from '@playwright/test'
import { payment } from '../../e2e/platform.ts'
import { newUser } from '../../e2e/user.ts'
import { chromiumFlags, systemChromium } from '../../scripts/support/chromium.ts'
import { startBareNext, startOurs, withServers } from '../servers.ts'
import { spread, writeNumber, writeSpread } from '../spread.ts'
import type { Outcome, Settings } from '../topic.ts'

/** Slow 4G as Lighthouse has it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms; the processor four times slower. */
const network = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 93_750 }
const slowdown = 4

interface Seen {
  readonly paintMs: number
  readonly scriptBytes: number
  readonly sentBytes: number
  readonly requests: number
  readonly hosts: readonly string[]
}

/** The welcome page in a real browser that has never seen it, over a slow network on a slow machine. */
export async function firstPage(settings: Settings): Promise<Outcome> {
  const [bare, ours]: Seen[][] = [[], []]
  const executablePath = systemChromium()
  const browser = await chromium.launch({
    args: chromiumFlags,
    ...(executablePath ? { executablePath } : { channel: 'chromium' }),
  })
  try {
    await withServers([startBareNext, () => startOurs()], async (next, server) => {
      const user = newUser()
      await server.platform.saveUser(user.userId, { email: user.email, phoneNumber: user.phone })
      const { redirectUrl } = await server.platform.mint(user.userId, 'payment', payment)
      for (let round = 0; round <= settings.rounds; round += 1) {
        const seen = [await look(browser, `${next.origin}/page`), await look(browser, redirectUrl)] as const
        if (round > 0) bare?.push(seen[0])
        if (round > 0) ours?.push(seen[1])
      }
    })
  } finally {
    await browser.close()
  }
  return report(bare ?? [], ours ?? [])
}

function report(bare: readonly Seen[], ours: readonly Seen[]): Outcome {
  const paint = (seen: readonly Seen[]) => spread(seen.map(({ paintMs }) => paintMs))
  const script = (seen: readonly Seen[]) => (seen[0]?.scriptBytes ?? 0) / 1000
  const above = script(ours) - script(bare)
  const foreign = ours.flatMap(({ hosts }) => hosts.slice(1))
  const row = (name: string, seen: readonly Seen[]) => [
    name,
    writeSpread(paint(seen)),
    writeNumber(script(seen), 1),
    writeNumber((seen[0]?.sentBytes ?? 0) / 1000, 1),
    writeNumber(seen[0]?.requests ?? 0),
  ]
  return {
    tables: [
      {
        title: 'First page, slow 4G, 4× CPU, empty cache',
        columns: ['', 'largest paint ms', 'script kB gzip', 'kB over the wire', 'requests'],
        rows: [row('bare Next page', bare), row('ours, welcome', ours)],
      },
    ],
    budgets: [
      {
        what: 'largest paint of the first page',
        budget: 'at most 800 ms',
        measured: `${writeNumber(paint(ours).median)} ms`,
        met: paint(ours).median <= 800,
      },
      {
        what: 'script above bare Next',
        budget: 'at most 12 kB gzip',
        measured: `${writeNumber(above, 1)} kB`,
        met: above <= 12,
      },
      {
        what: 'requests to another host',
        budget: 'none',
        measured: String(foreign.length),
        met: foreign.length === 0,
      },
    ],
  }
}

async function look(browser: Browser, address: string): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  try {
    const page = await context.newPage()
    const client = await context.newCDPSession(page)
    await client.send('Network.enable')
    await client.send('Network.emulateNetworkConditions', network)
    await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    let sentBytes = 0
    client.on('Network.loadingFinished', ({ encodedDataLength }) => {
      sentBytes += encodedDataLength
    })
    const scripts: Promise<Buffer>[] = []
    const hosts = new Set<string>([new URL(address).host])
    let requests = 0
    page.on('request', (request) => {
      requests += 1
      hosts.add(new URL(request.url()).host)
    })
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body())
    })
    await page.goto(address, { waitUntil: 'networkidle' })
    const paintMs = await page.evaluate(largestPaint)
    const bodies = await Promise.all(scripts)
    const scriptBytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
    return { paintMs, scriptBytes, sentBytes, requests, hosts: [...hosts] }
  } finally {
    await context.close()
  }
}

/** Runs in the page. */
function largestPaint(): Promise<number> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0))
    observer.observe({ type: 'largest-contentful-paint', buffered: true })
  })
}
