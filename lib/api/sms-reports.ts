import { bodyLimit } from 'hono/body-limit'
import { reportPath } from '../ports/sms-sender.ts'
import type { Deps } from '../session/deps.ts'
import { takeReport } from '../session/take-report.ts'
import type { Api, ApiContext } from './env.ts'
import { problem } from './respond.ts'

/** A report of a gateway has some twenty short fields. */
const mostBytes = 16 * 1024

/**
 * Where gateways report what became of a text message. It is no part of the API and has no key: who calls proves by a
 * signature over the whole address, our public origin included, that they are the gateway (SMS-31). A report that is
 * genuine is answered alike whether it was news or not, so that nobody sends it again.
 */
export function smsReports(app: Api, deps: Deps): void {
  const onError = (c: unknown) => problem(c as ApiContext, 'body-too-large')
  app.post(reportPath(':gateway'), bodyLimit({ maxSize: mostBytes, onError }), async (c) => {
    const gateway = c.req.param('gateway') ?? ''
    const read = await deps.smsSender.readCall?.(gateway, {
      address: addressOf(c.req.url),
      form: [...new URLSearchParams(await c.req.text())],
      signature: c.req.header('x-twilio-signature') ?? '',
    })
    if (read === undefined) return problem(c, 'not-found')
    if (read === 'forged') {
      deps.log.warn({}, 'a forged report of delivery was refused')
      return c.body(null, 403)
    }
    if (read !== null) await takeReport(deps, read)
    return c.body(null, 204)
  })
}

/** Path and query as they were asked for: the host is whatever a client said, and of no interest. */
function addressOf(url: string): string {
  return /^[a-z]+:\/\/[^/]*(.*)$/i.exec(url)?.[1] ?? ''
}
