import { expect, test } from '../fixtures.ts'
import { guess } from './guess.ts'
import { dieOnce, examineDeaths, fromNowOn, Tally } from './harness.ts'
import { inspect } from './inspect.ts'
import { journeys } from './journeys.ts'
import { MortalServer } from './mortal-server.ts'
import { pointAt, type Spot } from './points.ts'
import { Receiver } from './receiver.ts'

/**
 * One death at each of the instants at which the most is at stake. `npm run soak` dies at all of them, and then at random.
 * In: the point, which time it is reached, the journey.
 */
const deaths: readonly (readonly [Spot, number, string])[] = [
  ['after commit of finishOnce', 1, 'enrols with PIN and phone'],
  ['after record credential staged', 1, 'enrols with a passkey'],
  ['after createSession', 1, 'pays with PIN and code, one PIN mistyped'],
  ['after record claim', 1, 'pays with PIN and code, one PIN mistyped'],
  ['before send sms', 1, 'pays with PIN and code, one PIN mistyped'],
  ['after reserveTry', 1, 'pays with PIN and code, one PIN mistyped'],
  ['before commit of record', 4, 'pays with PIN and code, one PIN mistyped'],
  ['after redeemOnce', 1, 'pays with PIN and code, one PIN mistyped'],
  ['after record challenge consumed', 1, 'pays with a passkey'],
  ['after finishOnce', 1, 'forgot the PIN'],
  ['after reserveTry', 5, 'guesses until the last try'],
  ['before settleDelivery', 1, 'pays with a passkey'],
]

test.describe.configure({ timeout: 300_000 })

let server: MortalServer
test.afterEach(async () => server.remove())

test('REL-03 whoever is served when the server dies goes on afterwards, and nothing is lost or there twice', async ({
  engine,
}) => {
  server = await MortalServer.start(engine)
  const receiver = await Receiver.of(server)
  const tally = new Tally()
  let part = fromNowOn(server)
  examineDeaths(server, tally, () => part)
  for (const [i, [spot, turn, name]] of deaths.entries()) {
    part = fromNowOn(server)
    const journey = journeys.find((known) => known.name === name)
    await dieOnce(server, tally, journey!, pointAt(spot, turn), i % 2 === 1)
  }
  tally.findings.push(...(await receiver.missing()))
  receiver.close()
  // What PostgreSQL has to be, it is asked when it is opened.
  expect((await server.measure()).synchronous).toEqual(engine === 'sqlite' ? [2] : [])
  await server.stop()
  tally.findings.push(...(await inspect(server)))
  console.log(tally.text(server))
  console.log(receiver.text())
  expect(tally.findings).toEqual([])
  expect({ deaths: server.deaths, missed: tally.missed }).toEqual({ deaths: deaths.length, missed: 0 })
})

test('REL-01 RTS-27 200 guesses at once over three sessions get five tries, and as many when the server dies meanwhile', async ({
  engine,
}) => {
  server = await MortalServer.start(engine)
  for (const point of [null, pointAt('after reserveTry', 3)]) {
    const guessed = await guess(server, 200, point)
    console.log(`${point ? 'with a death' : 'without a death'}: ${JSON.stringify(guessed)}`)
    // The fifth, whose block goes into the journal before it is answered, may die between the two: it was spent all the same.
    expect(point ? [4, 5] : [5]).toContain(guessed.spent)
    expect(guessed.told).toBeLessThanOrEqual(5)
    // A session ends at once where the fifth failure was told, the others when its verdict must be in; none goes on.
    for (const answer of guessed.rightAfterwards) expect(['busy', 'ended']).toContain(answer)
    for (const outcome of guessed.outcomes) expect(['started', 'failed']).toContain(outcome)
    expect(guessed.userStatus).toBe('blocked')
  }
  expect(server.deaths).toBe(1)
  expect(await inspect(server)).toEqual([])
})

for (const spot of ['within keys', 'before keepSigningKey', 'after createPlatform', 'before addApiKey'] as const) {
  test(`REL-03 a first start that dies ${spot} can be repeated`, async ({ engine }) => {
    server = await MortalServer.start(engine, pointAt(spot, 1))
    expect(server.deaths).toBe(1)
    const answer = await fetch(`${server.origin}/api/v1/users/nobody`, {
      headers: { authorization: `Bearer ${server.apiKey}` },
    })
    expect(answer.status).toBe(404)
  })
}
