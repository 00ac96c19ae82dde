import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { minute, now, parallel } from './rows.ts'
import { webhookCalls } from './webhook-calls.ts'
import { anEndpoint, anEvent, tellAll } from './webhook-rows.ts'

/** Deliveries under way, and those sent again. */
export function deliveryContract(store: () => Store): void {
  const { withEndpoint, claim, settled, ids, eventIds, deliveriesOf } = webhookCalls(store)

  describe('deliveries', () => {
    it('has one for each endpoint that is enabled then', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      const second = anEndpoint(platform.id)
      await store().createEndpoint(second, 10)
      await store().createEndpoint(anEndpoint(platform.id, { enabled: false, disabledReason: 'by-platform' }), 10)
      await withEndpoint()
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      await store().createEndpoint(anEndpoint(platform.id), 10)
      const rest = { state: 'pending', attempts: 0, nextAt: now, lastAt: null, lastResult: null, lastStatus: null }
      expect(await deliveriesOf(platform.id, event.id)).toEqual(
        [endpoint.id, second.id].sort().map((endpointId) => ({ eventId: event.id, endpointId, ...rest })),
      )
    })

    it('HOOK-03 has one winner for each, whoever else claims', async () => {
      const { user } = await withEndpoint()
      const events = Array.from({ length: 60 }, () => anEvent(user))
      await tellAll(store(), user, events)
      const taken = (await parallel(20, () => claim({ limit: 5 }))).flat()
      expect(eventIds(taken).sort()).toEqual(ids(events).sort())
      expect(new Set(eventIds(taken)).size).toBe(60)
    })

    it('gives the whole event and its endpoint, in the order of writing', async () => {
      const { user, endpoint } = await withEndpoint()
      const events = Array.from({ length: 12 }, () => anEvent(user))
      await tellAll(store(), user, events)
      const taken = await claim({ lease: 'mine' })
      const rows = events.map(({ takesBack: _, ...event }) => ({ ...event, sequence: null }))
      expect(taken).toEqual(rows.map((event) => ({ event, endpoint, attempts: 0, lease: 'mine' })))
    })

    it('gives nothing before its time, and nothing twice within its lease', async () => {
      const { user } = await withEndpoint()
      await tellAll(store(), user, [anEvent(user, { createdAt: now + 5 })])
      expect(await claim({ now: now + 4 })).toEqual([])
      expect(await claim({ now: now + 5 })).toHaveLength(1)
      expect(await claim({ now: now + 4 + minute })).toEqual([])
      // Who had it died.
      expect(await claim({ now: now + 5 + minute })).toHaveLength(1)
    })

    it('settles once, by the lease that is the last', async () => {
      const { platform, user } = await withEndpoint()
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      const [slow] = await claim()
      const [fast] = await claim({ now: now + minute })
      expect(await settled(slow!)).toBe('lost')
      expect(await settled(fast!, { state: 'pending', nextAt: now + 9, result: 'error-status', status: 503 })).toBe(
        'settled',
      )
      expect(await settled(fast!)).toBe('lost')
      expect(await deliveriesOf(platform.id, event.id)).toMatchObject([
        { state: 'pending', attempts: 1, nextAt: now + 9, lastAt: now, lastResult: 'error-status', lastStatus: 503 },
      ])
      const [again] = await claim({ now: now + 9 })
      expect(again?.attempts).toBe(1)
      await settled(again!)
      expect(await claim({ now: now + 99 * minute })).toEqual([])
    })

    it('takes so many of one endpoint, those under way included', async () => {
      const { user, endpoint } = await withEndpoint()
      await tellAll(
        store(),
        user,
        Array.from({ length: 9 }, () => anEvent(user)),
      )
      expect(await claim({ perEndpoint: 4, underWay: new Map([[endpoint.id, 3]]) })).toHaveLength(1)
      expect(await claim({ perEndpoint: 4, underWay: new Map([[endpoint.id, 5]]) })).toEqual([])
      expect(await claim({ perEndpoint: 4, underWay: new Map([['other', 5]]) })).toHaveLength(4)
    })

    it('REL-11 gives every endpoint its turn, however much another has waiting', async () => {
      const worlds = [await withEndpoint(), await withEndpoint(), await withEndpoint()]
      for (const { user } of worlds) {
        await tellAll(
          store(),
          user,
          Array.from({ length: 20 }, () => anEvent(user)),
        )
      }
      const served = new Set<string>()
      for (let round = 0; round < 3; round += 1) {
        for (const { endpoint } of await claim({ limit: 4, perEndpoint: 4 })) served.add(endpoint.id)
      }
      expect(served).toEqual(new Set(worlds.map(({ endpoint }) => endpoint.id)))
    })

    it('gives up what is pending where an endpoint is disabled, and takes it up by hand only', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      const events = [anEvent(user), anEvent(user)]
      await tellAll(store(), user, events)
      const [first] = await claim({ limit: 1 })
      const change = (enabled: boolean) =>
        store().changeEndpoint(platform.id, endpoint.id, (row) => ({ ...row, enabled }))
      await change(false)
      expect(await settled(first!)).toBe('lost')
      await tellAll(store(), user, [anEvent(user)])
      await change(true)
      expect(await claim({ now: now + 99 * minute })).toEqual([])
      for (const event of events) expect(await deliveriesOf(platform.id, event.id)).toMatchObject([{ state: 'dead' }])
    })

    it('HOOK-04 disables an endpoint that is gone', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      await tellAll(store(), user, [anEvent(user), anEvent(user)])
      const [first] = await claim({ limit: 1 })
      await settled(first!, { state: 'dead', result: 'gone', status: 410, disable: true, at: now + 3 })
      const row = await store().findEndpoint(platform.id, endpoint.id)
      expect(row).toMatchObject({ enabled: false, disabledReason: 'gone', updatedAt: now + 3 })
      expect(await claim({ now: now + 99 * minute })).toEqual([])
    })

    it('deletes an endpoint with its deliveries, and leaves the events', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      const [taken] = await claim()
      expect(await store().deleteEndpoint(platform.id, endpoint.id)).toBe('deleted')
      expect(await settled(taken!)).toBe('lost')
      expect(await store().findEvent(platform.id, event.id, now)).toMatchObject({ deliveries: [] })
      expect(await store().deleteEndpoint(platform.id, endpoint.id)).toBe('unknown')
    })
  })

  describe('redeliver', () => {
    const again = (platformId: string, eventId: string, endpointId: string | null = null, at = now) =>
      store().redeliver({ platformId, eventId, endpointId, now: at })

    it('begins anew what was delivered, dead or waiting', async () => {
      const { platform, user } = await withEndpoint()
      const events = [anEvent(user), anEvent(user), anEvent(user)]
      await tellAll(store(), user, events)
      const [one, two, three] = await claim()
      await settled(one!)
      await settled(two!, { state: 'dead', result: 'timeout', status: null })
      await settled(three!, { state: 'pending', nextAt: now + 99 * minute, result: 'timeout', status: null })
      for (const { id } of events) expect(await again(platform.id, id, null, now + 1)).toBe(1)
      const taken = await claim({ now: now + 1 })
      expect(taken.map(({ event, attempts }) => [event.id, attempts])).toEqual(ids(events).map((id) => [id, 0]))
    })

    it('goes to endpoints that came later, and to one alone', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      await settled((await claim())[0]!)
      const later = anEndpoint(platform.id)
      await store().createEndpoint(later, 10)
      expect(await again(platform.id, event.id, later.id)).toBe(1)
      expect((await claim()).map((taken) => taken.endpoint.id)).toEqual([later.id])
      expect(await again(platform.id, event.id, endpoint.id)).toBe(1)
      expect((await claim()).map((taken) => taken.endpoint.id)).toEqual([endpoint.id])
    })

    it('leaves alone what is under way', async () => {
      const { platform, user } = await withEndpoint()
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      const [taken] = await claim()
      expect(await again(platform.id, event.id)).toBe(1)
      expect(await claim()).toEqual([])
      expect(await settled(taken!)).toBe('settled')
    })

    it('says what there is none of', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      const other = await withEndpoint()
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      expect(await again(platform.id, 'evt_none')).toBe('no-event')
      expect(await again(other.platform.id, event.id)).toBe('no-event')
      expect(await again(platform.id, event.id, other.endpoint.id)).toBe('no-endpoint')
      await store().changeEndpoint(platform.id, endpoint.id, (row) => ({ ...row, enabled: false }))
      expect(await again(platform.id, event.id)).toBe('no-endpoint')
      expect(await again(platform.id, event.id, endpoint.id)).toBe('no-endpoint')
    })
  })
}
