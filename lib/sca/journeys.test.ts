import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { goldenJourneys } from './explore/journeys.ts'
import type { Start } from './explore/situations.ts'
import { walk } from './explore/walk.ts'
import { type Policy, policies } from './policy.ts'
import type { Method, Purpose } from './words.ts'

function start(
  holds: readonly Method[],
  purpose: Purpose,
  more: Partial<Start['user']> = {},
  policy: Policy = policies.strict,
): Start {
  const has = (method: Method): boolean => holds.includes(method)
  return {
    user: {
      held: { passkey: has('passkey'), pin: has('pin'), phone: has('phone') },
      wasEnrolled: holds.length > 0,
      changed: { email: false, phone: false },
      blocked: false,
      superseded: false,
      // Offers come on top of these journeys; they have their own, below.
      offersPaused: true,
      ...more,
    },
    purpose,
    policy,
    under: policy.name,
  }
}

const email = { changed: { email: true, phone: false } }
const phone = { changed: { email: false, phone: true } }
const both = { changed: { email: true, phone: true } }
const all: readonly Method[] = ['passkey', 'pin', 'phone']
const classic: readonly Method[] = ['pin', 'phone']
const withOffers = { offersPaused: false }

describe('the journeys of the design', () => {
  const rows: readonly (readonly [string, Start, string])[] = [
    ['first enrolment with passkey', start([], 'enrolment'), 'W CE EC CP PIN RP GP(skip)'],
    ['first enrolment with passkey and phone', start([], 'enrolment'), 'W CE EC CP PIN RP GP CF'],
    ['first enrolment, passkey skipped', start([], 'enrolment'), 'W CE EC CP(skip) PIN RP GP CF'],
    ['never enrolled, payment, with passkey', start([], 'payment'), 'W CE EC CP PIN RP GP(skip) UP'],
    ['never enrolled, payment, with passkey and phone', start([], 'payment'), 'W CE EC CP PIN RP GP CF UP'],
    ['never enrolled, payment, without passkey', start([], 'payment'), 'W CE EC CP(skip) PIN GP CI'],
    ['authentication by passkey', start(all, 'payment'), 'W UP'],
    ['authentication by passkey, no phone', start(['passkey', 'pin'], 'payment'), 'W UP'],
    ['authentication, passkey skipped', start(all, 'access'), 'W UP(skip) CE CI'],
    ['authentication without passkey', start(classic, 'payee'), 'W CE CI'],
    ['skipped, then taken up again', start(all, 'consent'), 'W UP(skip) CE CI(use-passkey) UP'],
    ['forgot PIN', start(classic, 'payment'), 'W CE CI(replace-pin) EC PIN CI'],
    ['new number', start(classic, 'payment'), 'W CE CI(replace-phone) EC GP CI'],
    ['forgot PIN by mistake', start(classic, 'payment'), 'W CE CI(replace-pin) EC(back) CI'],
    ['forgot PIN by mistake, seen later', start(classic, 'payment'), 'W CE CI(replace-pin) EC PIN(back) CI'],
    ['new PIN after the passkey', start(all, 'payment'), 'W UP(replace-pin) UP CE EC PIN RP'],
    ['new number after the passkey', start(all, 'payment'), 'W UP(replace-phone) UP CE EC GP CF'],
    ['email changed, passkey', start(all, 'contact-change', email), 'W UP CE EC'],
    ['email changed, none', start(classic, 'contact-change', email), 'W CE EC CI'],
    ['phone changed, passkey', start(all, 'contact-change', phone), 'W UP CE EC GP CF'],
    ['phone changed, none', start(classic, 'contact-change', phone), 'W CE EC GP CI'],
    ['both changed, passkey', start(all, 'contact-change', both), 'W UP CE EC GP CF'],
    ['both changed, none, mangopay', start(classic, 'payment', both, policies.mangopay), 'W CE EC GP CI'],
    ['after a reset of the PIN, passkey', start(['passkey', 'phone'], 'payment'), 'W UP CE EC PIN RP'],
    ['after a reset of the PIN, none', start(['phone'], 'enrolment'), 'W CE EC PIN CI'],
    ['after a reset of the phone', start(['pin'], 'enrolment'), 'W CE EC GP CI'],
    ['after a reset of everything', start([], 'enrolment', { wasEnrolled: true }), 'W CE EC CP PIN RP GP(skip)'],
    ['mangopay: first enrolment', start([], 'enrolment', {}, policies.mangopay), 'W CE CP PIN RP GP(skip)'],
    ['mangopay: forgot PIN', start(classic, 'payment', {}, policies.mangopay), 'W CE CI(replace-pin) PIN CI'],
    ['a passkey is offered after the proof', start(classic, 'access', withOffers), 'W CE CI CP'],
    ['and may be declined', start(classic, 'access', withOffers), 'W CE CI CP(skip)'],
    ['a phone is offered after the proof', start(['passkey', 'pin'], 'access', withOffers), 'W UP GP CF'],
  ]

  it.each(rows)('%s', (_, from, journey) => {
    expect(walk(from, true, journey)).toEqual({ met: journey, end: 'succeeded' })
  })

  it.each([
    ['first enrolment', start([], 'enrolment'), 'W CE EC PIN RP GP CF'],
    ['never enrolled, payment', start([], 'payment'), 'W CE EC PIN GP CI'],
    ['authentication', start(all, 'access'), 'W CE CI'],
  ] as const)('in a browser without passkeys: %s', (_, from, journey) => {
    expect(walk(from, false, journey)).toEqual({ met: journey, end: 'succeeded' })
  })

  it('passkey held, no phone, cannot use it here: stays at the passkey, where the way on is explained', () => {
    const from = start(['passkey', 'pin'], 'payment')
    expect(walk(from, false, 'W')).toEqual({ met: 'W', end: 'at use-passkey' })
    expect(walk(from, false, 'W UP(skip)')).toEqual({ met: 'W UP(skip)', end: 'button not offered' })
  })

  it.each(all)('EL-02 after a skipped passkey or a lone %s nothing succeeds by email alone', (method) => {
    expect(walk(start([method], 'payment'), true, 'W CE EC').end).not.toBe('succeeded')
  })
})

it('the golden file is what the core does; `npm run journey` writes it anew', () => {
  expect(readFileSync(new URL('./journeys.golden.txt', import.meta.url), 'utf8')).toBe(goldenJourneys())
})
