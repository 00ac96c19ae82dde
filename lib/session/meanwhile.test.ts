import { beforeEach, describe, expect, it } from 'vitest'
import { blockForGood } from '../sca/limits.ts'
import { act } from './act.ts'
import { stepHandlers } from './steps/index.ts'
import { enrol, type Person, person } from './testing/person.ts'
import { makeWorld, mint, platform, saveCustomer, seed, type World } from './testing/world.ts'

// A press is judged on what was read before it. The number of the last event guards the log of its own session and nothing
// else: whoever takes what was judged and written for how the session stands would miss all of this.
describe('what comes while a press is judged is not overlooked by its answer', () => {
  let world: World
  let who: Person
  let id: string
  beforeEach(async () => {
    world = makeWorld()
    await seed(world)
    await enrol(world, person(world, await mint(world, 'enrolment')))
    const session = await mint(world, 'payment')
    id = session.id
    who = person(world, session)
    await who.start()
  })

  /** Something happens after the press was read and before it is written. */
  async function pressWhile(happens: () => unknown) {
    const form = { email: 'ann@example.com' }
    const handler = stepHandlers['confirm-email'].submit
    if (!handler) throw new Error('no such handler')
    return act(
      world.deps,
      id,
      who.browser,
      'confirm-email',
      { action: 'submit', form },
      {
        submit: async (...press) => {
          await happens()
          return handler(...press)
        },
      },
    )
  }

  it.each([
    ['the end of its time', () => wait(10 * 60_000), 'expired', 'time-over'],
    ['a block of its user, which is no event of the session', () => block(), 'failed', 'blocked'],
    [
      'another number, which the platform gave',
      () => saveCustomer(world.deps, { phoneNumber: '+33698765432' }, platform),
      'failed',
      'superseded',
    ],
  ])('%s', async (_, happens, outcome, reason) => {
    const { opened } = await pressWhile(happens)
    expect(opened?.record.events.map(({ event }) => event.type).slice(-2)).toEqual(['email-confirmed', 'ended'])
    expect(opened?.record.session).toMatchObject({ outcome, reason })
  })

  function wait(ms: number) {
    world.time.now += ms
  }

  async function block() {
    const { user } = (await who.opened()).record
    await world.deps.store.changeSeries(user.id, blockForGood)
  }
})
