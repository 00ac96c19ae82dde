import { enrol } from '../../e2e/enrol.ts'
import { payment } from '../../e2e/platform.ts'
import { newUser } from '../../e2e/user.ts'
import { Visit } from '../../e2e/visit.ts'
import { Visitor } from '../../e2e/visitor.ts'
import { type Contestant, found, interleaved, raceTable, type Standing } from '../interleaved.ts'
import { type Ours, startBareNext, startOurs, withServers } from '../servers.ts'
import { writeNumber } from '../spread.ts'
import type { Outcome, Settings } from '../topic.ts'

const bare = 'bare Next page'
const step = 'ours, confirm-identity'

/** The pages: a nonce, the session loaded, the screen rendered, beside Next's page with next to nothing on it. */
export async function pages(settings: Settings): Promise<Outcome> {
  let standings: Standing[] = []
  await withServers([startBareNext, () => startOurs()], async (next, ours) => {
    const { welcome, identity, email } = await openSessions(ours)
    const contestants: Contestant[] = [
      { name: bare, server: next, load: () => ({ path: '/page' }) },
      { name: 'bare Next page, nonce by proxy.ts', server: next, load: () => ({ path: '/nonce' }) },
      { name: 'ours, welcome', server: ours, load: () => welcome },
      { name: 'ours, confirm-email', server: ours, load: () => email },
      { name: step, server: ours, load: () => identity },
    ]
    standings = await interleaved(contestants, settings)
  })
  const ratio = (name: string) => found(standings, name).perSecond.median / found(standings, bare).perSecond.median
  return {
    tables: [raceTable('Pages, 16 connections', standings, bare)],
    budgets: ['ours, welcome', 'ours, confirm-email', step].map((what) => ({
      what,
      budget: `at least 0.7 of ${bare}`,
      measured: writeNumber(ratio(what), 2),
      met: ratio(what) >= 0.7,
    })),
  }
}

interface PageLoad {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/** Three sessions: one not begun, one of a user who enrols, one of a user who is to prove who they are. */
export async function openSessions(ours: Ours): Promise<{ welcome: PageLoad; email: PageLoad; identity: PageLoad }> {
  const { platform } = ours
  const user = newUser()
  await enrol(ours, platform, user, { phone: true })
  const fresh = newUser()
  await platform.saveUser(fresh.userId, { email: fresh.email, phoneNumber: fresh.phone })
  const enrolment = await platform.mint(fresh.userId, 'enrolment')
  const toPay = await platform.mint(user.userId, 'payment', payment)
  const untouched = await platform.mint(user.userId, 'payment', { ...payment, reference: 'another' })
  const url = new URL(untouched.redirectUrl)
  return {
    welcome: { path: `${url.pathname}${url.search}`, headers: {} },
    email: await standing(ours, new Visit(new Visitor(ours.origin), platform, fresh), enrolment, 'confirm-email'),
    identity: await standing(ours, new Visit(new Visitor(ours.origin), platform, user), toPay, 'confirm-identity'),
  }
}

/** A session whose browser stands at a step. */
async function standing(
  ours: Ours,
  visit: Visit,
  { redirectUrl }: { readonly redirectUrl: string },
  step: string,
): Promise<PageLoad> {
  await visit.open(redirectUrl)
  await visit.goOn(step)
  if (visit.page.step !== step) throw new Error(`stands at ${visit.page.step} instead of ${step}`)
  const cookie = [...visit.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return { path: visit.page.address.slice(ours.origin.length), headers: { cookie } }
}
