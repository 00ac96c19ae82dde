import { hash } from '@node-rs/argon2'
import { enrol } from '../../e2e/enrol.ts'
import { payment } from '../../e2e/platform.ts'
import { type Holds, newUser, type User } from '../../e2e/user.ts'
import { Visit } from '../../e2e/visit.ts'
import { Visitor } from '../../e2e/visitor.ts'
import { argon2Parameters } from '../../lib/methods/pin/argon2-parameters.ts'
import type { Usage } from '../probe.ts'
import { type Ours, startOurs, withServers } from '../servers.ts'
import { spread, writeNumber, writeSpread } from '../spread.ts'
import type { Outcome, Settings } from '../topic.ts'

/** What one authentication has used. */
type Cost = Pick<Usage, 'cpuMs' | 'poolMs'>

/** People who authenticate at the same time, as many as ask for pages, and how often each does in one round. */
const people = 16
const times = 8
/** What the sandbox sends to the number below, always. */
const sandboxCode = '702100'

/**
 * Rounds that do not count. The first authentications of a process are not what the thousandth costs: for some hundred of
 * them Node compiles what it runs, on threads whose time is the process's too.
 */
const warmUps = 5

/**
 * Whole authentications, from the mint over each page and press to the redemption, by browsers without script. The PIN is
 * hashed once in each, on threads of its own, and what they have run is taken off; where the system does not tell that, what
 * two hashes at a time cost in this process, as the server does it on two cores.
 */
export async function authentication(settings: Settings): Promise<Outcome> {
  const each = settings.quick ? 1 : times
  const passkey: Cost[] = []
  const pin: Cost[] = []
  await withServers([() => startOurs()], async (ours) => {
    for (let round = settings.quick ? -1 : -warmUps; round < settings.rounds; round += 1) {
      const [held, known] = [await cpuOf(ours, { passkey: true }, each), await cpuOf(ours, { phone: true }, each)]
      if (round >= 0) passkey.push(held)
      if (round >= 0) pin.push(known)
    }
  })
  const byPasskey = spread(passkey.map(({ cpuMs }) => cpuMs))
  const alone = await hashCpuMs()
  // What the pool does besides, such as writing the log, it does for a passkey, too.
  const hashes = pin.map(({ poolMs }, round) => (poolMs === null ? alone : poolMs - (passkey[round]?.poolMs ?? 0)))
  const byPin = spread(pin.map(({ cpuMs }, round) => cpuMs - (hashes[round] ?? 0)))
  const dearest = Math.max(byPasskey.median, byPin.median)
  return {
    tables: [
      {
        title: 'One authentication, welcome to redeem, server CPU, 16 people at once',
        columns: ['', 'CPU ms'],
        rows: [
          ['with a passkey', writeSpread(byPasskey, 1)],
          ['with PIN and code, the hash of the PIN taken off', writeSpread(byPin, 1)],
          ['that hash, argon2id 19 MiB, t=2, p=1', writeSpread(spread(hashes), 1)],
          ['the same with nothing beside it, two at a time', writeNumber(alone, 1)],
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

/** A user gets thirty text messages a day and sixty sessions in an hour: each round has its own. */
async function cpuOf(ours: Ours, holds: Holds, each: number): Promise<Cost> {
  const users = Array.from({ length: people }, () => newUser({ phone: '+33611111111' }))
  for (const user of users) await enrol(ours, ours.platform, user, holds)
  const before = await ours.usage()
  const walk = async (user: User) => {
    for (let i = 0; i < each; i += 1) await authenticate(ours, user, holds, i)
  }
  await Promise.all(users.map(walk))
  const after = await ours.usage()
  const of = (ms: number, earlier: number) => (ms - earlier) / (people * each)
  return {
    cpuMs: of(after.cpuMs, before.cpuMs),
    poolMs: after.poolMs === null ? null : of(after.poolMs, before.poolMs ?? 0),
  }
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
  const hashes = 40
  const both = () => Promise.all([hash('274916', argon2Parameters), hash('274916', argon2Parameters)])
  await both()
  const before = process.cpuUsage()
  for (let i = 0; i < hashes; i += 2) await both()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / hashes
}
