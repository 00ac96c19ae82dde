import { hash } from '@node-rs/argon2'
import { enrol } from '../../e2e/enrol.ts'
import { payment } from '../../e2e/platform.ts'
import { type Holds, newUser, type User } from '../../e2e/user.ts'
import { Visit } from '../../e2e/visit.ts'
import { Visitor } from '../../e2e/visitor.ts'
import { argon2Parameters } from '../../lib/methods/pin/argon2-parameters.ts'
import { type Ours, startOurs, withServers } from '../servers.ts'
import { spread, writeNumber, writeSpread } from '../spread.ts'
import type { Outcome, Settings } from '../topic.ts'

/** Authentications whose CPU is taken together. */
const batch = 25
/** What the sandbox sends to the number below, always. */
const sandboxCode = '702100'

/**
 * Rounds that do not count. The first authentications of a process are not what the thousandth costs: for some hundred of
 * them Node compiles what it runs, on threads whose time is the process's too.
 */
const warmUps = 5

/**
 * Whole authentications, from the mint over each page and press to the redemption, by a browser without script. The PIN is
 * hashed once in each; what that costs is measured in this process and taken off.
 */
export async function authentication(settings: Settings): Promise<Outcome> {
  const count = settings.quick ? 4 : batch
  const passkey: number[] = []
  const pin: number[] = []
  await withServers([() => startOurs()], async (ours) => {
    for (let round = settings.quick ? -1 : -warmUps; round < settings.rounds; round += 1) {
      const [held, known] = [await cpuOf(ours, { passkey: true }, count), await cpuOf(ours, { phone: true }, count)]
      if (round >= 0) passkey.push(held)
      if (round >= 0) pin.push(known)
    }
  })
  const hashMs = await hashCpuMs()
  const without = pin.map((ms) => ms - hashMs)
  const dearest = Math.max(spread(passkey).median, spread(without).median)
  return {
    tables: [
      {
        title: 'One authentication, welcome to redeem, server CPU',
        columns: ['', 'CPU ms'],
        rows: [
          ['with a passkey', writeSpread(spread(passkey), 1)],
          ['with PIN and code, the hash of the PIN taken off', writeSpread(spread(without), 1)],
          ['that hash, argon2id 19 MiB, t=2, p=1', writeNumber(hashMs, 1)],
        ],
      },
    ],
    budgets: [
      {
        what: 'whole authentication, PIN hash not counted',
        budget: 'at most 25 ms of server CPU',
        measured: `${writeNumber(dearest, 1)} ms`,
        met: dearest <= 25,
      },
    ],
  }
}

/** A user gets thirty text messages a day and sixty sessions in an hour: each batch has its own. */
async function cpuOf(ours: Ours, holds: Holds, count: number): Promise<number> {
  const user = newUser({ phone: '+33611111111' })
  await enrol(ours, ours.platform, user, holds)
  const before = await ours.usage()
  for (let i = 0; i < count; i += 1) await authenticate(ours, user, holds, i)
  return ((await ours.usage()).cpuMs - before.cpuMs) / count
}

async function authenticate({ origin, platform }: Ours, user: User, holds: Holds, number: number): Promise<void> {
  const operation = { ...payment, reference: `Order ${number}` }
  const { id, redirectUrl } = await platform.mint(user.userId, 'payment', operation)
  const visit = new Visit(new Visitor(origin), platform, user, holds)
  await visit.open(redirectUrl)
  await visit.goOn('confirm-identity')
  // The code is known, so that no call of the sandbox's own is counted.
  for (const typed of [{}, { pin: user.pin, code: sandboxCode }]) {
    if (visit.page.outcome === null) await visit.press(visit.plainAction(), typed)
  }
  if (visit.page.outcome !== 'succeeded') throw new Error(`ended at ${visit.page.step ?? visit.page.outcome}`)
  const { status } = await platform.call('POST', `/sessions/${id}/redeem`, { operation })
  if (status !== 200) throw new Error(`redeemed with ${status}`)
}

async function hashCpuMs(): Promise<number> {
  const times = 20
  await hash('274916', argon2Parameters)
  const before = process.cpuUsage()
  for (let i = 0; i < times; i += 1) await hash('274916', argon2Parameters)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / times
}
