import type { Twilio } from 'twilio'
import type RequestClient from 'twilio/lib/base/RequestClient.js'
import { type DeliveryReport, type ReportCall, reportPath, type Sms, type SmsAnswer } from '../../ports/sms-sender.ts'
import type { SmsGateway } from '../sms-gateway.ts'
import { twilioFailure } from './twilio-failure.ts'
import type { TwilioOptions } from './twilio-options.ts'

interface Settings {
  /** Our public origin; null where Twilio could not reach it. */
  readonly origin: string | null
  readonly timeoutMs: number
  /** What carries the requests; the library's own where it is left out. */
  readonly httpClient?: RequestClient
}

/** States in which nothing more will happen to a message. */
const final = new Map([
  ['delivered', true],
  ['read', true],
  ['undelivered', false],
  ['failed', false],
])

/** The library takes a sixth of a second to load: not while the server starts, nor while the first person waits. */
const loadAfterMs = 2_000

/**
 * Sends by Twilio's own library, which is loaded soon after the start or when it is first needed. Reports of delivery come to
 * our origin and are signed by Twilio with the account's token over the whole address.
 */
export function twilioGateway(options: TwilioOptions, settings: Settings): SmsGateway {
  let client: Promise<Twilio> | null = null
  let loading: NodeJS.Timeout | undefined
  const opened = () => {
    client ??= open(options, settings)
    return client
  }
  const reported = settings.origin !== null && options.authToken !== null ? settings.origin : null

  return {
    name: 'twilio',
    send: async (sms, signal) => {
      const { messages } = await opened()
      if (signal.aborted) return { failed: 'try-later' }
      return answered(messages.create({ to: sms.to, body: sms.text, ...options.sender, ...callback(reported, sms) }))
    },
    start: () => {
      loading = setTimeout(() => void opened().catch(() => undefined), loadAfterMs).unref()
    },
    stop: async () => clearTimeout(loading),
    check: async () => {
      const twilio = await opened()
      // An API key may send without being allowed to read its account.
      const asking =
        options.user === options.accountSid
          ? twilio.api.v2010.accounts(options.accountSid).fetch()
          : twilio.incomingPhoneNumbers.list({ limit: 1 })
      return asking.then(
        () => null,
        (fault) => inWords[twilioFailure(fault)],
      )
    },
    ...(reported !== null && { readCall: (call) => readCall(options, reported, call) }),
  }
}

const inWords = {
  misconfigured: 'the account, key or secret is not accepted',
  'number-refused': 'Twilio does not take this call',
  rejected: 'Twilio does not take this call',
  'try-later': 'Twilio cannot be reached or is busy',
  unanswered: 'Twilio does not answer as it should',
} as const

async function open({ user, secret, accountSid, edge, region }: TwilioOptions, settings: Settings): Promise<Twilio> {
  const { default: twilio } = await import('twilio')
  const { timeoutMs, httpClient } = settings
  // Whatever is left out here, the library takes from environment variables of its own: with them it can be made to log
  // texts. It must not try again by itself: how often a message is tried is decided elsewhere.
  const set = { accountSid, edge, region, logLevel: 'none', autoRetry: false, timeout: timeoutMs }
  return twilio(user, secret, { ...set, ...(httpClient && { httpClient }) })
}

function callback(origin: string | null, { reference }: Sms): { statusCallback?: string } {
  if (origin === null) return {}
  return { statusCallback: `${origin}${reportPath('twilio')}?reference=${encodeURIComponent(reference)}` }
}

async function answered(asked: Promise<{ readonly sid?: unknown }>): Promise<SmsAnswer> {
  try {
    const { sid } = await asked
    return typeof sid === 'string' && sid !== '' ? { taken: true } : { failed: 'unanswered' }
  } catch (fault) {
    return { failed: twilioFailure(fault) }
  }
}

async function readCall(
  { authToken, accountSid }: TwilioOptions,
  origin: string,
  { address, form, signature }: ReportCall,
): Promise<DeliveryReport | null | 'forged'> {
  const { validateRequest } = await import('twilio/lib/webhooks/webhooks.js')
  const fields = Object.fromEntries(form)
  // A field that comes twice is none of Twilio's, and would be signed once.
  if (Object.keys(fields).length !== form.length || authToken === null) return 'forged'
  if (!validateRequest(authToken, signature, origin + address, fields)) return 'forged'
  if (fields['AccountSid'] !== accountSid) return 'forged'
  const delivered = final.get(fields['MessageStatus'] ?? '')
  const reference = new URL(origin + address).searchParams.get('reference')
  return delivered === undefined || !reference ? null : { reference, delivered }
}
