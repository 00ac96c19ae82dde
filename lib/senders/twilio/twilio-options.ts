import { decodedPart } from '../decoded-part.ts'

/** How to log in at Twilio, and as whom to send. */
export interface TwilioOptions {
  readonly accountSid: string
  /** The account itself or an API key. */
  readonly user: string
  readonly secret: string
  readonly sender: { readonly from: string } | { readonly messagingServiceSid: string }
  /** Signs Twilio's calls; null where only an API key is known. */
  readonly authToken: string | null
  /** Empty: as Twilio chooses. */
  readonly edge: string
  readonly region: string
}

const account = /^AC[0-9a-fA-F]{32}$/
const apiKey = /^SK[0-9a-fA-F]{32}$/
const host = /^api(?:\.([a-z0-9-]+)\.([a-z0-9-]+))?\.twilio\.com$/
/** A number, a short code, or a name of at most eleven signs. */
const from = /^(\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/
const service = /^MG[0-9a-fA-F]{32}$/
/** Twilio's have 32 signs. */
const leastSecret = 16
const known = ['from', 'messagingService', 'account', 'authToken']

/**
 * Reads `twilio://ACCOUNT:TOKEN@api.twilio.com?from=+44…` or `…?messagingService=MG…`; with an API key
 * `twilio://KEY:SECRET@api.twilio.com?account=AC…&authToken=…&from=…`. The host may name an edge and a region. Throws an
 * error that says what is missing and does not repeat the address.
 */
export function twilioOptions(url: string): TwilioOptions {
  const parsed = URL.parse(url)
  const place = host.exec(parsed?.hostname ?? '')
  if (!parsed || !place || parsed.port !== '') throw new Error('must be twilio://ACCOUNT:TOKEN@api.twilio.com?from=…')
  const query = (name: string) => parsed.searchParams.get(name)
  const unknown = [...parsed.searchParams.keys()].find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Error('takes only from, messagingService, account and authToken')
  const user = decodedPart(parsed.username)
  const secret = decodedPart(parsed.password)
  const byKey = apiKey.test(user)
  const accountSid = byKey ? (query('account') ?? '') : user
  if (!account.test(accountSid)) throw new Error(`needs ${byKey ? 'account=AC…' : 'an account (AC…) or API key (SK…)'}`)
  if (secret.length < leastSecret) throw new Error('needs the auth token or the secret of the API key')
  const authToken = byKey ? query('authToken') : secret
  // Reports are believed for their signature: with an empty key anybody could make one.
  if (authToken !== null && authToken.length < leastSecret) throw new Error('needs all of authToken, or none')
  return {
    accountSid,
    user,
    secret,
    sender: senderOf(query('from'), query('messagingService')),
    authToken,
    edge: place[1] ?? '',
    region: place[2] ?? '',
  }
}

function senderOf(number: string | null, serviceSid: string | null): TwilioOptions['sender'] {
  if (serviceSid !== null && number === null) {
    if (!service.test(serviceSid)) throw new Error('messagingService must be MG and 32 signs')
    return { messagingServiceSid: serviceSid }
  }
  // In a query a plus means a blank; nobody who writes +44 means that.
  const read = number?.replace(/^ (?=\d)/, '+') ?? ''
  if (serviceSid !== null || !from.test(read))
    throw new Error('needs either from=<number or name> or messagingService=MG…')
  return { from: read }
}
