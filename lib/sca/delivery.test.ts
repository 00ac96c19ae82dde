import { describe, expect, it } from 'vitest'
import { reportCounts, showsUndelivered } from './delivery.ts'
import type { SessionEvent } from './events.ts'

const sent: SessionEvent = { type: 'sms-code-sent' }
const failed: SessionEvent = { type: 'sms-code-undelivered' }
const arrived: SessionEvent = { type: 'sms-code-delivered' }
const other: SessionEvent = { type: 'email-code-sent' }

describe('SMS-31 reports of delivery', () => {
  it.each<[readonly SessionEvent[], boolean, boolean]>([
    [[sent], true, true],
    [[sent, other], true, true],
    [[sent, failed], false, true],
    [[sent, failed, other], false, true],
    [[sent, arrived], false, false],
    [[sent, failed, arrived], false, false],
    [[sent, arrived, sent], true, true],
    [[sent, failed, sent], true, true],
  ])('after %j a failure counts: %s, an arrival: %s', (events, failure, arrival) => {
    expect([reportCounts(events, false), reportCounts(events, true)]).toEqual([failure, arrival])
  })

  it.each<[readonly SessionEvent[], boolean]>([
    [[], false],
    [[sent], false],
    [[sent, failed], true],
    [[sent, failed, other], true],
    [[sent, failed, arrived], false],
    [[sent, failed, sent], true],
    [[sent, failed, sent, arrived], false],
    [[sent, arrived, sent, failed], true],
  ])('%j is shown as not delivered: %s; SMS-14 and never of a number that was typed just now', (events, shown) => {
    const staged = { passkey: false, pin: false, phone: false }
    expect(showsUndelivered({ staged }, events)).toBe(shown)
    expect(showsUndelivered({ staged: { ...staged, phone: true } }, events)).toBe(false)
  })
})
