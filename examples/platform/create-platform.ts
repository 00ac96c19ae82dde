import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { csrf } from 'hono/csrf'
import { secureHeaders } from 'hono/secure-headers'
import { createRemoteJWKSet } from 'jose'
import { assentApi, Problem } from './assent-api.ts'
import { customersInMemory, type Newcomer } from './customers.ts'
import { findAttempt } from './find-attempt.ts'
import { finishReturn } from './finish-return.ts'
import { homePage } from './pages/home.ts'
import { messagePage } from './pages/message.ts'
import { resultPage } from './pages/result.ts'
import { receivedList } from './received.ts'
import { scenarios } from './scenarios.ts'
import type { Settings } from './settings.ts'
import { saveCustomer, startScenario } from './start-scenario.ts'
import { problemInWords, refusalInWords, returnInWords } from './words.ts'

const style = readFileSync(new URL('style.css', import.meta.url), 'utf8')
const logo = readFileSync(new URL('logo.svg', import.meta.url), 'utf8')
const cookieName = 'northwind'
/** Whoever presses a button without having told who they are. The code for this number is always 702100 in the sandbox. */
const newcomer: Newcomer = { email: 'ann@example.com', phoneNumber: '+33611111111', locale: null }

/** The whole platform. In: its settings. Out: an app that answers requests; all it remembers is in memory. */
export function createPlatform(settings: Settings): Hono {
  const app = new Hono()
  const api = assentApi(settings)
  const keys = createRemoteJWKSet(new URL(`${settings.api}/.well-known/jwks.json`))
  const customers = customersInMemory()
  const received = receivedList()
  const customerOf = (c: Context) => customers.find(getCookie(c, cookieName))
  const join = async (c: Context, contacts: Newcomer) => {
    const { cookie, customer } = customers.add(contacts)
    await saveCustomer(api, customer)
    setCookie(c, cookieName, cookie, { httpOnly: true, sameSite: 'Lax', secure: settings.origin.startsWith('https:') })
    return customer
  }

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        // The logo, also as the icon of the tab.
        imgSrc: ["'self'"],
        // A form here is answered by a redirect to Assent, and browsers hold that redirect to this list, too.
        formAction: ["'self'", settings.assent],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      strictTransportSecurity: false,
      // With the default, no-referrer, browsers send our own forms with `Origin: null`.
      referrerPolicy: 'same-origin',
    }),
    csrf({ origin: settings.origin }),
  )

  app.get('/logo.svg', (c) => c.body(logo, 200, { 'content-type': 'image/svg+xml' }))
  app.get('/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }))

  app.get('/', (c) => c.html(homePage(settings, customerOf(c) ?? newcomer)))

  app.post('/customers', async (c) => {
    const form = await c.req.parseBody()
    await join(c, {
      email: text(form['email']),
      phoneNumber: text(form['phoneNumber']) || null,
      locale: text(form['locale']) || null,
    })
    return c.redirect('/', 303)
  })

  app.post('/start/:scenario', async (c) => {
    const name = c.req.param('scenario')
    // Its own names alone: every object has more, such as `constructor`.
    const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined
    if (!scenario) return c.redirect('/', 303)
    const customer = customerOf(c) ?? (await join(c, newcomer))
    const value = text((await c.req.parseBody())['value'])
    const started = await startScenario({ api, settings }, customer, scenario, value)
    if ('refused' in started) return c.html(messagePage(refusalInWords(started.refused, started.retryAt)), 409)
    return c.redirect(started.redirectUrl, 303)
  })

  app.get('/return', async (c) => {
    const customer = customerOf(c)
    const attempt = findAttempt(customer, c.req.query(), settings.assent)
    if (!customer || 'problem' in attempt) {
      return c.html(messagePage(returnInWords('problem' in attempt ? attempt.problem : 'no-customer')), 400)
    }
    const result = await finishReturn({ api, keys, settings }, customer, attempt)
    received.add(customer, attempt, c.req.query('status'), result)
    return c.html(resultPage(attempt, result))
  })

  /** The log of this example, for tests and for the curious. */
  app.get('/received', (c) => c.json(received.list))

  app.onError((fault, c) => {
    if (fault instanceof Problem)
      return c.html(messagePage(problemInWords(fault.code, fault.retryAt, fault.message)), 409)
    if ('getResponse' in fault && typeof fault.getResponse === 'function') return fault.getResponse()
    console.error(fault)
    return c.html(messagePage(problemInWords('unreachable', null, `Assent did not answer at ${settings.api}.`)), 502)
  })
  return app
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
