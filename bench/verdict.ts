// `npm run bench:verdict`: does the time of an answer tell which of PIN and code was wrong? RTS 4(3)(a). It runs a real
// server, has users give a wrong PIN, a wrong code and both in turn, and compares the times as distributions.
import { startAssent } from '../e2e/assent.ts'
import { enrol } from '../e2e/enrol.ts'
import { codeTo } from '../e2e/inbox.ts'
import { payment, platformOf } from '../e2e/platform.ts'
import { newUser, type User } from '../e2e/user.ts'
import { Visit } from '../e2e/visit.ts'
import { Visitor } from '../e2e/visitor.ts'
import { mannWhitney } from './mann-whitney.ts'
import { median } from './median.ts'

const rounds = Number(process.argv[2] ?? 300)
/** A user gets thirty text messages a day. */
const roundsPerUser = 25
/** Below this, one population no longer explains both. Three comparisons are made. */
const significant = 0.001 / 3
const cases = ['wrong PIN', 'wrong code', 'both wrong'] as const
type Case = (typeof cases)[number]

const times: Record<Case, number[]> = { 'wrong PIN': [], 'wrong code': [], 'both wrong': [] }
const assent = await startAssent()
try {
  const platform = platformOf(assent)
  for (let done = 0; done < rounds; done += roundsPerUser) {
    const user = newUser({ phone: '+33611111111' })
    await enrol(assent, platform, user, { phone: true })
    for (let round = 0; round < Math.min(roundsPerUser, rounds - done); round++) await measure(user, round)
  }

  /** One session: the three wrong answers in an order that rotates, then the right one, which clears the series. */
  async function measure(user: User, round: number): Promise<void> {
    const { redirectUrl } = await platform.mint(user.userId, 'payment', payment)
    const visit = new Visit(new Visitor(assent.origin), platform, user, {})
    await visit.open(redirectUrl)
    await visit.goOn('confirm-identity')
    await visit.press('send', {})
    const code = await codeTo(platform, user.phone)
    for (let turn = 0; turn < cases.length; turn++) {
      const which = cases[(turn + round) % cases.length] as Case
      const form = { pin: which === 'wrong code' ? user.pin : '385027', code: which === 'wrong PIN' ? code : '000000' }
      const started = performance.now()
      await visit.press('submit', form)
      times[which].push(performance.now() - started)
    }
    await visit.press('submit', { pin: user.pin, code })
    if (visit.page.outcome !== 'succeeded') throw new Error(`the right answer ended at ${visit.page.step}`)
  }
} finally {
  await assent.remove()
}

for (const which of cases) {
  const sorted = times[which].toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2)
  console.log(
    `${which.padEnd(10)}  n ${sorted.length}  median ${median(sorted).toFixed(2)} ms  quartiles ${at(0.25)} to ${at(0.75)} ms`,
  )
}
let told = false
for (const [a, b] of [
  [cases[0], cases[1]],
  [cases[0], cases[2]],
  [cases[1], cases[2]],
] as const) {
  const p = mannWhitney(times[a], times[b])
  told ||= p < significant
  console.log(
    `${a} / ${b}: p = ${p.toFixed(4)}, medians differ by ${((median(times[a]) / median(times[b]) - 1) * 100).toFixed(1)} %`,
  )
}
console.log(told ? 'The time tells which was wrong.' : 'The times do not tell which was wrong.')
process.exit(told ? 1 : 0)
