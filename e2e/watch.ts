import type { BrowserContext, ConsoleMessage } from '@playwright/test'

/** What went wrong in a browser without a test asking: each entry fails the test. */
export type Faults = string[]

/**
 * Watches a browser: errors on the console, uncaught exceptions, violations of the content security policy, requests to
 * another host, a token in a referrer. In: the browser, the hosts that it may ask, errors that the test brings about.
 */
export async function watch(
  context: BrowserContext,
  faults: Faults,
  hosts: readonly string[],
  expected: readonly RegExp[],
): Promise<void> {
  const note = (text: string) => {
    if (!expected.some((pattern) => pattern.test(text))) faults.push(text)
  }
  context.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => note(`uncaught: ${error.error().message}`))
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && !hosts.includes(url.host)) note(`request to another host: ${url.href}`)
    if (request.headers()['referer']?.includes('token=')) note(`token in the referrer: ${url.href}`)
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`content security policy: ${violatedDirective} ${blockedURI}`)
    })
  })
}
