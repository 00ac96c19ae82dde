import { describe, expect, it } from 'vitest'
import type { EndpointRow, Store } from '../store.ts'
import { aWorld, now, parallel } from './rows.ts'
import { webhookCalls } from './webhook-calls.ts'
import { anEndpoint, anEvent, tellAll } from './webhook-rows.ts'

/** Where webhooks go. */
export function endpointContract(store: () => Store): void {
  const { withEndpoint, anAnswer, answered } = webhookCalls(store)

  describe('endpoints', () => {
    it('keeps them, oldest first, each for its platform alone', async () => {
      const { platform, endpoint } = await withEndpoint({ createdAt: now + 1 })
      const older = anEndpoint(platform.id)
      await store().createEndpoint(older, 10)
      const other = await withEndpoint()
      expect(await store().listEndpoints(platform.id)).toEqual([older, endpoint])
      expect(await store().findEndpoint(platform.id, endpoint.id)).toEqual(endpoint)
      expect(await store().findEndpoint(platform.id, other.endpoint.id)).toBeNull()
      const disable = (row: EndpointRow) => ({ ...row, enabled: false })
      expect(await store().changeEndpoint(platform.id, other.endpoint.id, disable)).toBeNull()
      expect(await store().deleteEndpoint(platform.id, other.endpoint.id)).toBe('unknown')
      expect(await store().findEndpoint(other.platform.id, other.endpoint.id)).toEqual(other.endpoint)
    })

    it('makes no more than the limit, whoever else makes some', async () => {
      const { platform } = await aWorld(store())
      const made = await parallel(20, () => store().createEndpoint(anEndpoint(platform.id), 3))
      expect(made.filter((result) => result === 'created')).toHaveLength(3)
      expect(await store().listEndpoints(platform.id)).toHaveLength(3)
    })

    it('changes all but what it is', async () => {
      const { platform, endpoint } = await withEndpoint()
      const changed = {
        ...endpoint,
        url: 'https://new.test',
        secretSealed: 'new',
        previousSecretSealed: 'secret',
        previousSecretUntil: now + 5,
        updatedAt: now + 1,
      }
      const wrong = { id: 'other', platformId: 'other', createdAt: 0 }
      await store().changeEndpoint(platform.id, endpoint.id, () => ({ ...changed, ...wrong }))
      expect(await store().findEndpoint(platform.id, endpoint.id)).toEqual(changed)
    })

    it('keeps the answer with what it did', async () => {
      const { platform, user, endpoint } = await withEndpoint()
      const made = await anAnswer(platform.id)
      await store().createEndpoint(anEndpoint(platform.id), 10, made)
      const changed = await anAnswer(platform.id)
      await store().changeEndpoint(
        platform.id,
        endpoint.id,
        (row) => row,
        () => changed,
      )
      const event = anEvent(user)
      await tellAll(store(), user, [event])
      const sent = await anAnswer(platform.id)
      const what = { platformId: platform.id, eventId: event.id, endpointId: null, now }
      await store().redeliver(what, (endpoints) => (endpoints === 2 ? sent : undefined))
      expect(await Promise.all([made, changed, sent].map(answered))).toEqual([true, true, true])
    })
  })
}
