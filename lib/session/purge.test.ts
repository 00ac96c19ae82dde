import { describe, expect, it } from 'vitest'
import { evidenceDays, overUpTo, purgedKinds, type Retention, retention } from '../sca/retention.ts'
import { depositInInbox } from './inbox.ts'
import { sweepOverdue } from './overdue.ts'
import { type Purger, purger } from './purge.ts'
import { enrol, person } from './testing/person.ts'
import { makeWorld, mint, platform, seed, type World } from './testing/world.ts'

const day = 86_400_000

async function fill(world: World, messages: number): Promise<void> {
  for (let i = 0; i < messages; i += 1) {
    const message = { channel: 'sms', to: '+33612345678', text: 'hello', platformId: platform.id } as const
    await depositInInbox(world.deps, message)
  }
}

async function rounds(purge: Purger, batches: number): Promise<Record<string, number>[]> {
  const all: Record<string, number>[] = []
  for (;;) {
    const { purged, done } = await purge(batches)
    all.push(Object.fromEntries([...purged].map(([kind, { removed }]) => [kind, removed])))
    if (done) return all
  }
}

describe('a purge', () => {
  it('PII-03 the clock jumps: what is over is gone, and the report says how much of what', async () => {
    const world = makeWorld()
    await seed(world)
    await enrol(world, person(world, await mint(world, 'enrolment', { state: 'order-7' })))
    await mint(world, 'access')
    world.time.now += 600_000
    expect(await sweepOverdue(world.deps, 10)).toBe(1)
    const { sessions } = await world.deps.store.listSessions({ platformId: platform.id, limit: 9, now: world.time.now })
    const started = world.time.now
    const jump = async (ms: number) => {
      world.time.now = started + ms
      return (await rounds(purger(world.deps), 100))[0] ?? {}
    }
    expect(await jump(0)).toEqual({})
    expect(await jump(day)).toEqual({ counters: expect.any(Number) })
    expect(await jump(31 * day)).toEqual({ events: expect.any(Number) })
    expect(await jump(91 * day)).toEqual({ 'session-details': 1 })
    expect(await jump(evidenceDays.usual * day - 600_001)).toEqual({})
    expect(await Promise.all(sessions.map(({ id }) => world.deps.store.loadSession(id)))).not.toContain(null)
    expect(await jump(evidenceDays.usual * day)).toEqual({ sessions: 2 })
    expect(await Promise.all(sessions.map(({ id }) => world.deps.store.loadSession(id)))).toEqual([null, null])
    const history = await world.deps.store.listPurges(0)
    expect(history.find(({ kind }) => kind === 'sessions')).toMatchObject({ removed: 2, newest: started })
    // Who the user is and what they hold is no log: it stays.
    const user = await world.deps.store.findUser(platform.id, 'ann')
    expect(user?.credentials).toMatchObject({ pin: expect.anything(), phone: expect.anything() })
  })

  it('takes small steps, and goes on where it stopped', async () => {
    const world = makeWorld()
    await seed(world)
    await fill(world, 1_200)
    world.time.now += 8 * day
    // Of each kind one look, of the full one 500 at a time.
    expect(await rounds(purger(world.deps), purgedKinds.length)).toEqual([{ inbox: 500 }, { inbox: 700 }])
    await fill(world, 600)
    world.time.now += 8 * day
    const small = await rounds(purger(world.deps), 1)
    expect(small).toHaveLength(purgedKinds.length + 1)
    expect(small.filter(({ inbox }) => inbox !== undefined)).toEqual([{ inbox: 500 }, { inbox: 100 }])
  })

  it('PII-03 several at once share the work: all is gone, all is counted once', async () => {
    const world = makeWorld()
    await seed(world)
    await fill(world, 1_700)
    world.time.now += 8 * day
    const shares = await Promise.all([1, 2, 3].map(() => rounds(purger(world.deps), 5)))
    const counts = shares.flat().map(({ inbox = 0 }) => inbox)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1_700)
    const [record] = await world.deps.store.listPurges(0)
    expect(record).toMatchObject({ kind: 'inbox', removed: 1_700 })
  })

  it('keeps evidence for as long as the installation says', async () => {
    const world = makeWorld({ ASSENT_EVIDENCE_DAYS: '400' })
    await seed(world)
    await mint(world, 'enrolment')
    world.time.now += 600_000
    await sweepOverdue(world.deps, 10)
    world.time.now += 400 * day - 1
    expect((await purger(world.deps)(100)).purged.has('sessions')).toBe(false)
    world.time.now += 1
    expect((await purger(world.deps)(100)).purged.get('sessions')?.removed).toBe(1)
  })

  it('never reaches what the table still keeps', () => {
    const now = Date.UTC(2030, 0, 1)
    for (const kind of purgedKinds) {
      const { keepMs } = retention[kind] as Retention
      expect(now - overUpTo(kind, now, evidenceDays.usual)).toBe(keepMs)
    }
  })
})
