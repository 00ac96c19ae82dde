import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { aSession } from '../../db/contract/rows.ts'
import { openSqliteStore } from '../../db/sqlite/store.ts'
import { waitsMs } from './schedule.ts'
import type { Life } from './testing/mortal-sender.ts'
import { type Answers, idsOf, type Receiver, receiver, status } from './testing/receiver.ts'
import { ring, type WebhookWorld, webhookWorld } from './testing/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'assent-webhooks-'))
afterAll(() => rmSync(folder, { recursive: true }))
const open: Receiver[] = []
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(open.splice(0).map((one) => one.close()))
})
async function listening(how?: Answers): Promise<Receiver> {
  const one = await receiver(how)
  open.push(one)
  return one
}
let files = 0
const newFile = () => join(folder, `${++files}.db`)
const day = 86_400_000

describe('HOOK-04 a receiver that is down', () => {
  async function tryAll(world: WebhookWorld, id: string): Promise<number[]> {
    const at: number[] = []
    for (;;) {
      await world.runner().step()
      at.push(world.time.now)
      const { nextAt } = await world.delivery(id)
      if (nextAt === null) return at
      world.time.now = nextAt
    }
  }

  it('for ever: ten attempts of one id over three days, then dead, then sent again by hand', async () => {
    const shop = await listening(status(500))
    const world = await webhookWorld()
    await world.endpoint(shop.url)
    const [id = ''] = await world.tell()
    const at = await tryAll(world, id)
    expect(idsOf(shop.got)).toEqual(Array.from({ length: 10 }, () => id))
    expect(new Set(shop.got.map(({ body }) => body)).size).toBe(1)
    const waits = at.slice(1).map((time, i) => time - (at[i] as number))
    for (const [i, wait] of waits.entries()) expect(wait / (waitsMs[i] as number)).toBeCloseTo(1.1, 0)
    expect((at.at(-1) as number) - (at[0] as number)).toBeGreaterThan(3 * day)
    expect(await world.delivery(id)).toMatchObject({ state: 'dead', attempts: 10 })
    world.time.now += 30 * day
    await world.runner().step()
    expect(shop.got).toHaveLength(10)
    shop.answer(status(200))
    await world.store.redeliver({ platformId: world.platform.id, eventId: id, endpointId: null, now: world.time.now })
    await world.runner().step()
    expect(await world.delivery(id)).toMatchObject({ state: 'delivered', attempts: 1 })
    expect(idsOf(shop.got).at(-1)).toBe(id)
  })

  it('REL-11 for three days: nothing is lost, and the rest of the time is not spent on it', async () => {
    const [down, well] = [await listening(status(503)), await listening()]
    const world = await webhookWorld()
    await world.endpoint(down.url)
    await world.endpoint(well.url)
    const ids: string[] = []
    for (let hour = 0; hour < 72; hour += 3) {
      ids.push(...(await world.tell(2)))
      await world.runner().step()
      expect(well.got).toHaveLength(ids.length)
      world.time.now += day / 8
    }
    const before = down.got.length
    expect(before).toBeLessThan(ids.length * 10)
    down.answer(status(200))
    world.time.now += day * 2
    await world.runner().step()
    expect(new Set(idsOf(down.got.slice(before)))).toEqual(new Set(ids))
    expect(down.got.length - before).toBe(ids.length)
    expect(idsOf(well.got)).toHaveLength(ids.length)
  })

  it('each attempt is signed with its own time', async () => {
    const shop = await listening(status(500))
    const world = await webhookWorld()
    await world.endpoint(shop.url)
    const [id = ''] = await world.tell()
    await tryAll(world, id)
    const times = shop.got.map(({ headers }) => Number(headers['webhook-timestamp']))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(new Set(times).size).toBe(10)
  })
})

describe('HOOK-03 order', () => {
  it('each session has its numbers, whatever arrives first', async () => {
    let count = 0
    const shop = await listening((response) => void response.writeHead(++count % 3 === 0 ? 500 : 200).end())
    const world = await webhookWorld()
    await world.endpoint(shop.url)
    const sessions = [aSession(world.user), aSession(world.user)]
    for (const session of sessions) await world.store.createSession(session)
    for (let i = 0; i < 4; i += 1) for (const { id: sessionId } of sessions) await world.tell(1, { sessionId })
    for (let hour = 0; hour < 100; hour += 1) {
      await world.runner().step()
      world.time.now += 3_600_000
    }
    const arrived = new Map(shop.got.map(({ headers, body }) => [headers['webhook-id'], JSON.parse(body).data]))
    for (const { id } of sessions) {
      const numbers = [...arrived.values()].filter(({ sessionId }) => sessionId === id).map(({ sequence }) => sequence)
      expect(numbers.toSorted()).toEqual([1, 2, 3, 4])
    }
  })
})

describe('HOOK-03 several servers on one database', () => {
  it('share the work: each event is sent once', async () => {
    const path = newFile()
    const shop = await listening()
    const one = await webhookWorld({ store: openSqliteStore(path) })
    const other = await webhookWorld({ store: openSqliteStore(path), now: one.time.now })
    await one.endpoint(shop.url)
    const ids = await one.tell(100)
    await Promise.all([one.runner().step(), other.runner().step(), one.runner().step()])
    expect(idsOf(shop.got).toSorted()).toEqual(ids.toSorted())
    await one.store.close()
    await other.store.close()
  })

  it('what one has under way the other leaves alone, until its lease is over', async () => {
    const path = newFile()
    const held: Parameters<Answers>[0][] = []
    const shop = await listening((response) => void held.push(response))
    const one = await webhookWorld({ store: openSqliteStore(path) })
    const other = await webhookWorld({ store: openSqliteStore(path), now: one.time.now })
    await one.endpoint(shop.url)
    const [id = ''] = await one.tell()
    const slow = one.runner().step()
    await shop.until(1)
    other.time.now += 59_999
    await other.runner().step()
    expect(shop.got).toHaveLength(1)
    shop.answer(status(200))
    other.time.now += 1
    await other.runner().step()
    expect(idsOf(shop.got)).toEqual([id, id])
    // The first learns that it was too slow, and changes nothing.
    for (const response of held) response.writeHead(500).end()
    await slow
    expect(await one.delivery(id)).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 200 })
    await one.store.close()
    await other.store.close()
  })
})

describe('HOOK-03 a process that is killed', () => {
  async function lived(until: Life['until'], shop: Receiver, onSent: (child: ChildProcess) => void = () => undefined) {
    const path = newFile()
    const world = await webhookWorld({ store: openSqliteStore(path) })
    await world.endpoint(shop.url)
    const session = aSession(world.user)
    await world.store.createSession(session)
    const { user, time } = world
    const life: Life = { path, ring: JSON.stringify(ring), now: time.now, user, sessionId: session.id, until }
    const script = fileURLToPath(new URL('./testing/mortal-sender.ts', import.meta.url))
    const child = spawn(process.execPath, [script, JSON.stringify(life)], { stdio: ['ignore', 'inherit', 'inherit'] })
    const dead = once(child, 'exit')
    onSent(child)
    const [, signal] = await dead
    expect(signal).toBe('SIGKILL')
    expect((await world.store.findSession(session.id))?.outcome).toBe('refused')
    return { world, id: `evt_of_${session.id}` }
  }

  it.each(['committed', 'claimed'] as const)('%s, before it sent: delivered after the next start', async (until) => {
    const shop = await listening()
    const { world, id } = await lived(until, shop)
    expect(shop.got).toHaveLength(0)
    // A lease of the dead is over after a minute.
    world.time.now += 60_000
    await world.runner().step()
    expect(idsOf(shop.got)).toEqual([id])
    expect(await world.delivery(id)).toMatchObject({ state: 'delivered', attempts: 1 })
    await world.store.close()
  })

  it('after it sent, before it wrote so: sent again with the same id', async () => {
    const shop = await listening(() => undefined)
    const { world, id } = await lived('sent', shop, (child) => void shop.until(1).then(() => child.kill('SIGKILL')))
    shop.answer(status(200))
    world.time.now += 60_000
    await world.runner().step()
    expect(idsOf(shop.got)).toEqual([id, id])
    expect(shop.got[0]?.body).toBe(shop.got[1]?.body)
    await world.store.close()
  })
})

describe('a runner that was started', () => {
  it('sends at once what happens in its process, without waiting for the next look', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] })
    const shop = await listening()
    const world = await webhookWorld()
    await world.endpoint(shop.url)
    const runner = world.runner()
    runner.start()
    const first = await world.tell()
    await shop.until(1)
    const more = await world.tell(5)
    await shop.until(6)
    expect(idsOf(shop.got).toSorted()).toEqual([...first, ...more].toSorted())
    await runner.stop()
  })

  it('looks by itself for what others wrote and what is due again', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const path = newFile()
    const shop = await listening()
    const other = await webhookWorld({ store: openSqliteStore(path) })
    const world = await webhookWorld({ store: openSqliteStore(path), now: other.time.now })
    await other.endpoint(shop.url)
    const runner = world.runner()
    runner.start()
    await other.tell()
    vi.advanceTimersByTime(1_000)
    await shop.until(1)
    await runner.stop()
    await world.store.close()
    await other.store.close()
  })

  it('stops cleanly: takes nothing more, cuts off what hangs, and loses nothing', async () => {
    const shop = await listening(() => undefined)
    const world = await webhookWorld()
    await world.endpoint(shop.url)
    const runner = world.runner({ graceMs: 0 })
    runner.start()
    const [id = ''] = await world.tell()
    await shop.until(1)
    await runner.stop()
    expect(await world.delivery(id)).toMatchObject({ state: 'pending', attempts: 1, lastResult: 'timeout' })
    const after = await world.tell()
    await runner.step()
    expect(shop.got).toHaveLength(1)
    shop.answer(status(200))
    world.time.now += 6_000
    await world.runner().step()
    expect(idsOf(shop.got).slice(1).toSorted()).toEqual([id, ...after].toSorted())
  })

  it('a database that does not answer is logged, and asked again', async () => {
    const shop = await listening()
    const world = await webhookWorld()
    await world.endpoint(shop.url)
    const [id] = await world.tell()
    let broken = true
    const claimDeliveries: typeof world.store.claimDeliveries = (claim) =>
      broken ? Promise.reject(new Error('disk on fire')) : world.store.claimDeliveries(claim)
    const { webhookRunner } = await import('./runner.ts')
    const runner = webhookRunner({ ...world.deps, store: { ...world.store, claimDeliveries } })
    await runner.step()
    expect(world.logged.join('')).toContain('disk on fire')
    broken = false
    await runner.step()
    expect(idsOf(shop.got)).toEqual([id])
  })
})
