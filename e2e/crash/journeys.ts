import { Customer, type Habits } from './customer.ts'
import type { MortalServer } from './mortal-server.ts'
import { type Answer, Finding, PlatformThatRetries } from './platform-that-retries.ts'

/** What a platform and its customer do together, whatever happens to the server meanwhile. */
export interface Journey {
  readonly name: string
  /** Whether the customer is enrolled before it begins. */
  readonly enrolled: boolean
  readonly hasPasskey: boolean
  run(cast: Cast, habits: Habits): Promise<Ending>
}

export interface Cast {
  readonly platform: PlatformThatRetries
  readonly customer: Customer
}

export interface Ending {
  readonly sessionId: string
  readonly outcome: string
  /** What it should have been with nothing in the way. */
  readonly meant: string
}

const payment = {
  amount: { value: 3100, currency: 'EUR' },
  payee: { name: 'Lina Berg Ceramics', account: 'FR7630006000011234567890189' },
}

export const journeys: readonly Journey[] = [
  {
    name: 'enrols with PIN and phone',
    enrolled: false,
    hasPasskey: false,
    run: (cast, habits) => enrol(cast, habits),
  },
  {
    name: 'enrols with a passkey',
    enrolled: false,
    hasPasskey: true,
    run: (cast, habits) => enrol(cast, { ...habits, hasPasskey: true }),
  },
  {
    name: 'is new and pays at once',
    enrolled: false,
    hasPasskey: false,
    run: async (cast, habits) => {
      await introduce(cast)
      return prove(cast, 'payment', payment, habits)
    },
  },
  {
    name: 'pays with PIN and code, one PIN mistyped',
    enrolled: true,
    hasPasskey: false,
    run: (cast, habits) => prove(cast, 'payment', payment, { ...habits, wrongPins: 1 }),
  },
  {
    name: 'pays with a passkey',
    enrolled: true,
    hasPasskey: true,
    run: (cast, habits) => prove(cast, 'payment', payment, { ...habits, hasPasskey: true }),
  },
  {
    name: 'forgot the PIN',
    enrolled: true,
    hasPasskey: false,
    run: (cast, habits) => prove(cast, 'access', { scope: 'Balances' }, { ...habits, forgetsPin: true }),
  },
  {
    name: 'guesses until the last try',
    enrolled: true,
    hasPasskey: false,
    run: async (cast, habits) => {
      const ending = await prove(cast, 'payment', payment, { ...habits, wrongPins: 99 })
      return { ...ending, meant: 'failed' }
    },
  },
]

/** A platform and a customer who holds what a journey begins with; null where too many deaths kept them from it. */
export async function castOf(server: MortalServer, journey: Journey): Promise<Cast | null> {
  const platform = new PlatformThatRetries(server)
  const cast = { platform, customer: new Customer(server, platform) }
  if (!journey.enrolled) return cast
  const { outcome } = await enrol(cast, { hasPasskey: journey.hasPasskey })
  return outcome === 'succeeded' ? cast : null
}

async function introduce({ platform, customer }: Cast): Promise<Answer> {
  const { userId, email, phone: phoneNumber } = customer.user
  return platform.doOnce('PUT', `/users/${userId}`, { type: 'natural', category: 'owner', email, phoneNumber })
}

async function enrol(cast: Cast, habits: Habits): Promise<Ending> {
  const { body } = await introduce(cast)
  const { sessionId, redirectUrl } = body.pendingUserAction ?? {}
  if (!redirectUrl) throw new Finding(`a new user has nothing to do: ${JSON.stringify(body)}`)
  return complete(cast, sessionId, await cast.customer.follow(redirectUrl, habits), undefined)
}

async function prove(cast: Cast, purpose: string, operation: object, habits: Habits): Promise<Ending> {
  const { userId } = cast.customer.user
  const { status, body } = await cast.platform.doOnce('POST', '/sessions', { userId, purpose, operation })
  if (status !== 201) throw new Finding(`no session for ${userId}: ${status} ${JSON.stringify(body)}`)
  const outcome = await cast.customer.follow(body.redirectUrl, habits)
  return complete(cast, body.id, outcome, operation)
}

/** What the platform does with an outcome: it asks for it, redeems it, and finds that nobody can redeem it twice. */
async function complete(
  { platform, customer }: Cast,
  sessionId: string,
  outcome: string,
  operation: object | undefined,
): Promise<Ending> {
  const { body: session } = await platform.call('GET', `/sessions/${sessionId}`)
  if (session.status !== outcome) throw new Finding(`the page says ${outcome}, the API ${session.status}`)
  const { body: all } = await platform.call('GET', `/sessions?userId=${customer.user.userId}`)
  const twice = all.data.filter(({ status }: { status: string }) => status === 'cancelled')
  if (twice.length > 0) throw new Finding(`${customer.user.userId} was sent to two sessions for one thing`)
  if (customer.refusedInARow > 5) throw new Finding(`${customer.refusedInARow} verdicts in a row for ${sessionId}`)
  if (outcome === 'succeeded') {
    const path = `/sessions/${sessionId}/redeem`
    const redeemed = await platform.doOnce('POST', path, operation ? { operation } : {})
    if (redeemed.status !== 200) throw new Finding(`no receipt for ${sessionId}: ${redeemed.text}`)
    const second = await platform.doOnce('POST', path, operation ? { operation } : {})
    const { code, jti } = second.body
    if (second.status !== 409 || code !== 'already-redeemed' || jti !== redeemed.body.claims.jti) {
      throw new Finding(`a second redemption of ${sessionId}: ${second.status} ${second.text}`)
    }
  }
  return { sessionId, outcome, meant: 'succeeded' }
}
