import { beforeEach, describe, expect, it } from 'vitest'
import { aChallenge, anEnd, anOpenSession, aSession, aSuccess, aWorld, fresh, now } from '../../db/contract/rows.ts'
import { anEndpoint, anEvent, tellAll } from '../../db/contract/webhook-rows.ts'
import { openSqliteStore } from '../../db/sqlite/store.ts'
import { storeContract } from '../../db/store.contract.ts'
import type { Store } from '../../db/store.ts'
import type { Series } from '../sca/limits.ts'
import { meteredStore } from './metered-store.ts'
import { prometheusMeters } from './prometheus-meters.ts'
import { readMetrics } from './testing/read-metrics.ts'

// Counting changes nothing of what a store does.
storeContract('a store that is counted', () => meteredStore(openSqliteStore(':memory:'), prometheusMeters()))

describe('what a store is asked to write is counted', () => {
  let meters: ReturnType<typeof prometheusMeters>
  let store: Store
  beforeEach(() => {
    meters = prometheusMeters()
    store = meteredStore(openSqliteStore(':memory:'), meters)
  })
  const figure = async (name: string) => (await readMetrics(meters)).get(name)

  it('sessions that were made, and those whose place they took', async () => {
    const { user } = await aWorld(store)
    const operationHash = 'same'
    await store.createSession(aSession(user, { operationHash }))
    await store.createSession(aSession(user, { operationHash, createdAt: now + 1 }))
    expect(await figure('assent_sessions_minted_total{purpose="payment"}')).toBe(2)
    const replaced = 'purpose="payment",outcome="cancelled",reason="newer-session"'
    expect(await figure(`assent_sessions_ended_total{${replaced}}`)).toBe(1)
  })

  it('no session that was not made, but the limit that stopped it', async () => {
    const { user } = await aWorld(store)
    const cap = { limit: 1, windowMs: 60_000 }
    await store.createSession(aSession(user, { operationHash: 'a' }), undefined, undefined, cap)
    await store.createSession(aSession(user, { operationHash: 'b' }), undefined, undefined, cap)
    expect(await figure('assent_sessions_minted_total{purpose="payment"}')).toBe(1)
    expect(await figure('assent_limits_reached_total{limit="sessions-of-user"}')).toBe(1)
  })

  it('verdicts, right and wrong, once they are written', async () => {
    const { session } = await anOpenSession(store)
    const wrong = { type: 'verdict-refused', of: 'identity', failures: 1 } as const
    await store.record(session.id, 1, [{ event: wrong, at: now }])
    await store.record(session.id, 1, [{ event: wrong, at: now }])
    await store.record(session.id, 2, [{ event: { type: 'identity-confirmed' }, at: now }])
    expect(await figure('assent_verdicts_total{of="identity",result="wrong"}')).toBe(1)
    expect(await figure('assent_verdicts_total{of="identity",result="right"}')).toBe(1)
    expect(await figure('assent_session_events_total{type="verdict-refused"}')).toBe(1)
  })

  it('SMS-22 who confirms by passkey, and who by PIN and text message, so that the share is known', async () => {
    const { session } = await anOpenSession(store)
    const flags = { userVerified: true, backupEligible: false, backedUp: false, aaguid: '' }
    await store.record(session.id, 1, [{ event: { type: 'passkey-used', origin: 'held', flags }, at: now }])
    await store.record(session.id, 2, [{ event: { type: 'identity-confirmed' }, at: now }])
    expect(await figure('assent_verdicts_total{of="passkey",result="right"}')).toBe(1)
    expect(await figure('assent_verdicts_total{of="identity",result="right"}')).toBe(1)
  })

  it('codes that were issued, and used', async () => {
    const { session } = await anOpenSession(store)
    const challenge = aChallenge({ kind: 'sms-code' })
    await store.record(session.id, 1, [], [{ do: 'put-challenge', challenge }])
    await store.record(session.id, 1, [], [{ do: 'consume-challenge', kind: 'sms-code', id: challenge.id }])
    expect(await figure('assent_challenges_total{kind="sms-code",what="issued"}')).toBe(1)
    expect(await figure('assent_challenges_total{kind="sms-code",what="used"}')).toBe(1)
  })

  it('blocks that begin and are lifted, by whatever verb', async () => {
    const { user, session } = await anOpenSession(store)
    const event = (type: 'user.blocked' | 'user.unblocked') => () => [anEvent(user, { type })]
    await store.reserveTry(user.id, (series) => ({ ...series, failures: 5 }), event('user.blocked'))
    await store.changeSeries(user.id, (series) => ({ ...series }), event('user.unblocked'))
    const change = {
      do: 'change-series',
      userId: user.id,
      change: (series: Series) => ({ ...series, failures: 1 }),
      tell: event('user.blocked'),
    } as const
    await store.record(session.id, 1, [], [change])
    await store.finishOnce(anEnd(session.id, { tell: event('user.blocked') }))
    expect(await figure('assent_user_blocks_total{change="begun"}')).toBe(3)
    expect(await figure('assent_user_blocks_total{change="lifted"}')).toBe(1)
  })

  it('receipts, once', async () => {
    const { session } = await anOpenSession(store)
    await store.finishOnce(aSuccess(session.id))
    await store.redeemOnce(session.id, now, 'redeemed')
    await store.redeemOnce(session.id, now, 'redeemed')
    expect(await figure('assent_redemptions_total{result="redeemed"}')).toBe(1)
  })

  it('attempts of webhooks that were settled', async () => {
    const { platform, user } = await aWorld(store)
    await store.createEndpoint(anEndpoint(platform.id), 9)
    await tellAll(store, user, [anEvent(user)])
    const claim = { now, limit: 9, perEndpoint: 9, underWay: new Map(), leaseMs: 1, lease: fresh('lease') }
    const [one] = await store.claimDeliveries(claim)
    const { event, endpoint, lease } = one!
    const ids = { eventId: event.id, endpointId: endpoint.id, lease }
    const settled = { ...ids, at: now, status: 200, result: 'delivered', disable: false } as const
    await store.settleDelivery({ ...settled, state: 'delivered', nextAt: null })
    await store.settleDelivery({ ...settled, state: 'delivered', nextAt: null })
    expect(await figure('assent_webhook_attempts_total{result="delivered"}')).toBe(1)
  })

  it('what was purged, and whether more of it waits', async () => {
    const uses = ['a', 'b', 'c'].map((key) => ({ name: 'a-limit', key, limit: 9, windowMs: 1 }))
    await store.countUses(uses, now)
    const batch = { kind: 'counters', upTo: now + 10, limit: 2, at: now + 10 } as const
    await store.purge(batch)
    expect(await figure('assent_purged_rows_total{kind="counters"}')).toBe(2)
    expect(await figure('assent_purge_behind{kind="counters"}')).toBe(1)
    await store.purge(batch)
    expect(await figure('assent_purged_rows_total{kind="counters"}')).toBe(3)
    expect(await figure('assent_purge_behind{kind="counters"}')).toBe(0)
  })

  it('how long writes take, how many wait, and which fail', async () => {
    const { platform, user } = await aWorld(store)
    const begun = store.createSession(aSession(user))
    expect(await figure('assent_store_writes_waiting')).toBe(1)
    await begun
    expect(await figure('assent_store_writes_waiting')).toBe(0)
    expect(await figure('assent_store_write_seconds_count{verb="createSession"}')).toBe(1)
    const claim = { platformId: platform.id, key: fresh('key'), status: 201, bodySealed: '' }
    await expect(store.createSession(aSession(user), claim)).rejects.toThrow()
    expect(await figure('assent_store_faults_total{verb="createSession"}')).toBe(1)
    expect(await figure('assent_store_writes_waiting')).toBe(0)
  })
})
