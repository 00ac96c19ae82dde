import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { aNotice } from './care-rows.ts'
import { anEnd, anOpenSession, aSession, aWorld, fresh, minute, now } from './rows.ts'
import { anEndpoint, anEvent, tellAll } from './webhook-rows.ts'

const many = 100
const nothing = {
  openSessions: 0,
  nextExpiryAt: null,
  deliveries: 0,
  nextDeliveryAt: null,
  notices: 0,
  nextNoticeAt: null,
}

/** What waits, as those who watch the server see it. */
export function backlogContract(store: () => Store): void {
  describe('backlog', () => {
    it('is nothing in an empty store', async () => {
      expect(await store().backlog(many)).toEqual(nothing)
    })

    it('counts sessions until they have an outcome, and tells when the first is over', async () => {
      const { user, session } = await anOpenSession(store(), {}, { expiresAt: now + 2 * minute })
      const first = aSession(user, { purpose: 'access', expiresAt: now + minute })
      await store().createSession(first)
      expect(await store().backlog(many)).toEqual({ ...nothing, openSessions: 2, nextExpiryAt: now + minute })
      await store().finishOnce(anEnd(first.id))
      expect(await store().backlog(many)).toEqual({ ...nothing, openSessions: 1, nextExpiryAt: now + 2 * minute })
      await store().finishOnce(anEnd(session.id))
      expect(await store().backlog(many)).toEqual(nothing)
    })

    it('counts deliveries until they are settled for good, and tells when the first of any endpoint is due', async () => {
      const { platform, user } = await aWorld(store())
      for (const endpoint of [anEndpoint(platform.id), anEndpoint(platform.id)]) {
        await store().createEndpoint(endpoint, 9)
      }
      await tellAll(store(), user, [anEvent(user)])
      expect(await store().backlog(many)).toEqual({ ...nothing, deliveries: 2, nextDeliveryAt: now })
      const claim = { now, limit: 9, perEndpoint: 9, underWay: new Map(), leaseMs: 3 * minute, lease: fresh('lease') }
      const [one, other] = await store().claimDeliveries(claim)
      const settled = { at: now, status: 500, result: 'error-status', disable: false }
      const ofOne = { ...settled, eventId: one!.event.id, endpointId: one!.endpoint.id, lease: one!.lease }
      await store().settleDelivery({ ...ofOne, state: 'pending', nextAt: now + 2 * minute })
      expect(await store().backlog(many)).toEqual({ ...nothing, deliveries: 2, nextDeliveryAt: now + 2 * minute })
      const ofOther = { ...settled, eventId: other!.event.id, endpointId: other!.endpoint.id, lease: other!.lease }
      await store().settleDelivery({ ...ofOther, state: 'dead', nextAt: null })
      expect(await store().backlog(many)).toEqual({ ...nothing, deliveries: 1, nextDeliveryAt: now + 2 * minute })
    })

    it('counts notices until they have left, and tells when the first is due', async () => {
      const { user, session } = await anOpenSession(store())
      const [late, soon] = [aNotice(user.id, { nextAt: now + minute }), aNotice(user.id)]
      await store().finishOnce(anEnd(session.id, { notices: [late, soon] }))
      expect(await store().backlog(many)).toEqual({ ...nothing, notices: 2, nextNoticeAt: now })
      await store().noticeSent(soon.id, now)
      expect(await store().backlog(many)).toEqual({ ...nothing, notices: 1, nextNoticeAt: now + minute })
    })

    it('counts no notice that has left and only stays so that it is not told again', async () => {
      const { user, session } = await anOpenSession(store())
      const warning = aNotice(user.id, { kind: 'last-block' })
      await store().finishOnce(anEnd(session.id, { notices: [warning] }))
      expect(await store().backlog(many)).toEqual({ ...nothing, notices: 1, nextNoticeAt: now })
      await store().noticeSent(warning.id, now)
      expect(await store().backlog(many)).toEqual(nothing)
    })

    it('counts no further than it is asked to', async () => {
      const { user } = await anOpenSession(store())
      for (let i = 0; i < 4; i += 1) await store().createSession(aSession(user, { operationHash: fresh('hash') }))
      expect((await store().backlog(5)).openSessions).toBe(5)
      expect((await store().backlog(3)).openSessions).toBe(3)
    })
  })
}
