import type { FormPage } from '../form-page.ts'
import { Visitor } from '../visitor.ts'
import { refusalOf } from './customer.ts'
import { fromNowOn } from './harness.ts'
import { castOf, journeys } from './journeys.ts'
import type { MortalServer } from './mortal-server.ts'
import type { Point } from './points.ts'
import { readWitness } from './witness.ts'

export interface Guessed {
  readonly guesses: number
  /** Tries that the server spent, each before it looked at anything. */
  readonly spent: number
  /** Answers that said that PIN and code are not right. */
  readonly told: number
  /** Answers to the right PIN with the right code, given after all guesses. */
  readonly rightAfterwards: readonly string[]
  readonly outcomes: readonly string[]
  /** What the API calls the user then. */
  readonly userStatus: string
}

interface Front {
  readonly id: string
  readonly visitor: Visitor
  readonly page: FormPage
  readonly code: string
}

/** Somebody guesses a PIN in several sessions of one user at once. In: how many guesses, where the server dies meanwhile. */
export async function guess(server: MortalServer, guesses: number, point: Point | null): Promise<Guessed> {
  const journey = journeys.find(({ enrolled, hasPasskey }) => enrolled && !hasPasskey)!
  const cast = (await castOf(server, journey))!
  const { platform, customer } = cast
  const { user } = customer
  const fronts: Front[] = []
  for (const value of [1000, 2000, 3000]) {
    const operation = { amount: { value, currency: 'EUR' }, payee: { name: 'Lina Berg Ceramics' } }
    const minted = await platform.doOnce('POST', '/sessions', { userId: user.userId, purpose: 'payment', operation })
    const visitor = new Visitor(server.origin)
    let page = await visitor.press(await visitor.open(minted.body.redirectUrl), 'continue')
    page = await visitor.press(page, 'submit', { email: user.email })
    page = await visitor.press(page, 'send')
    const inbox = await platform.call('GET', `/sandbox/inbox?to=${encodeURIComponent(user.phone)}`)
    fronts.push({ id: minted.body.id, visitor, page, code: /\b\d{6}\b/.exec(inbox.body.data[0].text)![0] })
  }
  const { line } = fromNowOn(server)
  await server.arm(point)
  const post = async ({ visitor, page, code }: Front, pin: string): Promise<string> => {
    const answer = await visitor.post(page, 'submit', { pin, code })
    if (answer.location === null) return refusalOf(answer) ?? `${answer.status}`
    return /finish/.test(answer.location) ? 'ended' : answer.location
  }
  const wrong = async (_: unknown, i: number) => {
    const front = fronts[i % fronts.length]!
    const pin = String(100_000 + i)
    return post(front, pin).catch(async (fault) => {
      await server.back(fault)
      return post(front, pin)
    })
  }
  const answers = await Promise.all(Array.from({ length: guesses }, wrong))
  const rightAfterwards = await Promise.all(fronts.map((front) => post(front, user.pin)))
  await server.arm(null)
  // Whoever opens the page sees the end, and it is written where it is due and was not yet.
  await Promise.all(fronts.map(({ visitor, page }) => visitor.open(page.address)))
  const sessions = await Promise.all(fronts.map(({ id }) => platform.call('GET', `/sessions/${id}`)))
  const testimonies = readWitness(`${server.dataFolder}/witness.jsonl`, line)
  return {
    guesses,
    spent: testimonies.filter(({ verb, state, result }) => verb === 'reserveTry' && state === 'done' && result).length,
    told: answers.filter((answer) => answer === 'identity-not-accepted').length,
    rightAfterwards,
    outcomes: sessions.map(({ body }) => body.status),
    userStatus: (await platform.call('GET', `/users/${user.userId}`)).body.status,
  }
}
