import { describe, expect, it } from 'vitest'
import { decide } from './decide.ts'
import { type Facts, initialFacts } from './facts.ts'
import { permit } from './permit.ts'
import { policies } from './policy.ts'
import { outcomes } from './words.ts'

const user = {
  held: { passkey: false, pin: true, phone: true },
  wasEnrolled: true,
  changed: { email: false, phone: false },
  blocked: false,
  superseded: false,
  offersPaused: true,
}
const claimed: Facts = {
  ...initialFacts({ purpose: 'payment', expiresAt: 600_000, voided: false }, user, 0),
  browser: 'b',
}
const proven: Partial<Facts> = { emailTyped: true, identity: { pin: 'held', phone: 'held' } }

describe('what ends a session, and which of two ends counts', () => {
  it.each<[string, Partial<Facts>, string, string | null]>([
    ['a full proof', proven, 'succeeded', 'proven'],
    ['a full proof a moment too late', { ...proven, now: 600_000 }, 'expired', 'time-over'],
    ['a full proof of a user who is blocked by now', { ...proven, blocked: true }, 'failed', 'blocked'],
    ['a full proof with credentials that changed since', { ...proven, superseded: true }, 'failed', 'superseded'],
    ['the fifth mistyped address', { emailMistypes: 5 }, 'failed', 'email-mistyped'],
    ['a sixth', { emailMistypes: 6 }, 'failed', 'email-mistyped'],
    ['the end of time before a block', { now: 600_001, blocked: true }, 'expired', 'time-over'],
    ...outcomes.map((outcome): [string, Partial<Facts>, string, null] => [
      `${outcome} is recorded, whatever came later`,
      { ...proven, outcome, now: 600_001, blocked: true, superseded: true, emailMistypes: 5 },
      outcome,
      null,
    ]),
  ])('%s: %s', (_, more, end, reason) => {
    const facts = { ...claimed, ...more }
    expect(decide(facts, policies.strict)).toEqual({ end, reason })
    expect(permit(facts, policies.strict, 'confirm-identity', 'submit')).toEqual({ refused: 'ended' })
  })

  it.each([
    ['the last millisecond', { now: 599_999 }],
    ['four mistyped addresses', { emailMistypes: 4 }],
  ])('%s ends nothing', (_, more) => {
    expect(decide({ ...claimed, ...more }, policies.strict)).toMatchObject({ at: 'confirm-email' })
  })
})

describe('permit', () => {
  it('lets run what the screen offers, and nothing else', () => {
    expect(permit(claimed, policies.strict, 'confirm-email', 'submit')).toBeNull()
    expect(permit(claimed, policies.strict, 'confirm-email', 'skip')).toEqual({ refused: 'not-permitted' })
    expect(permit(claimed, policies.strict, 'confirm-identity', 'submit')).toEqual({ refused: 'not-this-step' })
  })
})
