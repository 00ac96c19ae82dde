// `npm run soak -- --minutes 30 --seed 7`: first every instant of every journey is died at once, then servers die at random
// under several customers, then they live on, so that memory and files can be watched. `--engine postgres` has it on a
// PostgreSQL of its own, or on that of TEST_DATABASE_URL.

import { parseArgs } from 'node:util'
import { engines } from '../engine.ts'
import { guess } from './guess.ts'
import { dieOnce, examineDeaths, fromNowOn, instantsOf, Tally } from './harness.ts'
import { inspect } from './inspect.ts'
import { castOf, type Journey, journeys } from './journeys.ts'
import { MortalServer } from './mortal-server.ts'
import { type Point, pointAt, type Spot } from './points.ts'
import { random } from './random.ts'
import { Receiver } from './receiver.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    customers: { type: 'string', default: '3' },
    engine: { type: 'string', default: 'sqlite' },
  },
})
const begin = Date.now()
const end = begin + Number(values.minutes) * 60_000
const customers = Number(values.customers)
const { below, one } = random(Number(values.seed))
console.log(`seed ${values.seed}, ${values.minutes} minutes, ${customers} customers, ${values.engine}`)

const engine = engines.find((known) => known === values.engine)
if (!engine) throw new Error(`--engine is one of ${engines.join(', ')}`)
const server = await MortalServer.start(engine)
const tally = new Tally()
const receiver = await Receiver.of(server)
let part = fromNowOn(server)
examineDeaths(server, tally, () => part)

/** So much goes by between journeys that no limit on text messages per hour is met. */
const pauseMs = 600_000

/** Dies once at every instant, in random order, while half of the time lasts. */
async function everyInstant(): Promise<Point[]> {
  const all: { journey: Journey; point: Point; order: number }[] = []
  for (const journey of journeys) {
    for (const point of await instantsOf(server, journey)) all.push({ journey, point, order: below(2 ** 31) })
  }
  let done = 0
  for (const { journey, point } of all.sort((a, b) => a.order - b.order)) {
    if (Date.now() > begin + (end - begin) / 2) break
    await server.advance(pauseMs)
    part = fromNowOn(server)
    await dieOnce(server, tally, journey, point, done++ % 2 === 1)
  }
  console.log(`${done} of ${all.length} instants of ${journeys.length} journeys`)
  return all.map(({ point }) => point)
}

/** Several customers at once; the server dies at a random point or at any time. */
async function atRandom(points: readonly Point[], until: number): Promise<void> {
  while (Date.now() < until) {
    await server.advance(pauseMs)
    part = fromNowOn(server)
    const deaths = server.deaths
    const point = one(points)
    const bySpot = below(3) > 0
    await server.arm(bySpot ? pointAt(`${point.when} ${point.place}` as Spot, 1 + below(2 * point.turn + 2)) : null)
    const killer = bySpot ? undefined : setTimeout(() => server.kill(), below(1500))
    await Promise.all(Array.from({ length: customers }, () => live()))
    clearTimeout(killer)
    await server.arm(null)
    if (server.deaths === deaths) tally.missed++
  }
}

const endings = new Map<string, number>()

/** A customer goes a random way. */
async function live(): Promise<void> {
  const journey = one(journeys)
  try {
    const cast = await castOf(server, journey)
    const ending = cast && (await journey.run(cast, { reloads: below(2) === 1 }))
    tally.journeys++
    const outcome = ending?.outcome ?? 'not begun'
    endings.set(outcome, (endings.get(outcome) ?? 0) + 1)
    if (!ending || ending.outcome !== ending.meant) tally.endedOtherwise++
  } catch (fault) {
    tally.findings.push(`${journey.name}: ${fault instanceof Error ? fault.stack : String(fault)}`)
  }
}

async function figures(): Promise<string> {
  const { resident = 0, heap = 0, synchronous } = await server.measure()
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`
  const { database, log } = await server.size()
  const ofLog = log === null ? '' : `, log ${mib(log)}`
  return `${((Date.now() - begin) / 60_000).toFixed(1)} min: ${tally.journeys} journeys, memory ${mib(resident)}, heap ${mib(heap)}, database ${mib(database)}${ofLog}, synchronous ${synchronous}`
}

const points = await everyInstant()
console.log(await figures())
await atRandom(points, end - (end - Date.now()) / 3)
console.log(await figures())
for (let i = 0; i < 3; i++) {
  const guessed = await guess(server, 200, i === 0 ? null : pointAt('after reserveTry', 1 + below(5)))
  console.log(JSON.stringify(guessed))
  if (guessed.spent > 5 || guessed.told > 5) tally.findings.push(`${guessed.spent} tries spent, ${guessed.told} told`)
}
let reported = 0
while (Date.now() < end) {
  await server.advance(pauseMs)
  part = fromNowOn(server)
  await Promise.all(Array.from({ length: customers }, () => live()))
  if (Date.now() - reported > 30_000) {
    reported = Date.now()
    console.log(await figures())
  }
}
console.log(await figures())
tally.findings.push(...(await receiver.missing()))
await server.stop()
tally.findings.push(...(await inspect(server)))
console.log(
  [...tally.points]
    .map(([spot, times]) => `${spot} ${times}`)
    .sort()
    .join('\n'),
)
console.log(`ends with several customers: ${[...endings].map((entry) => entry.join(' ')).join(', ')}`)
console.log(receiver.text())
console.log(tally.text(server))
receiver.close()
await server.remove()
process.exit(tally.findings.length === 0 ? 0 : 1)
