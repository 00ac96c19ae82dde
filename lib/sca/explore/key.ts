import type { Facts } from '../facts.ts'
import { outcomes } from '../words.ts'
import type { Evidence } from './evidence.ts'

/**
 * What tells two states of one start apart, packed into a number (35 bits). Which browser claimed the session tells
 * nothing apart; how often a code was sent and what the platform or user held is fixed per start.
 */
export function keyOf(f: Facts, e: Evidence): number {
  const facts = pack([
    [f.browser === null ? 0 : 1, 2],
    [f.passkeySupported, 2],
    [f.emailTyped, 2],
    [Math.min(f.emailMistypes, 3), 4],
    [f.emailCodeAccepted, 2],
    [origin(f.passkeyProof), 3],
    [f.passkeySkipped, 2],
    [f.creationSkipped, 2],
    [f.phoneSkipped, 2],
    [f.staged.passkey, 2],
    [f.staged.pin, 2],
    [f.staged.phone, 2],
    [f.pinRepeated, 2],
    [f.phoneConfirmed, 2],
    [pair(f.identity), 5],
    [factor(f.replacing), 3],
    [f.outcome === null ? 0 : 1 + outcomes.indexOf(f.outcome), 6],
  ])
  const evidence = pack([
    [e.emailTyped, 2],
    [e.mailboxProved, 2],
    [e.heldPasskeyUsed, 2],
    [e.newPasskeyUsed, 2],
    [e.made.passkey, 2],
    [e.made.pin, 2],
    [e.made.phone, 2],
    [e.pinRepeated, 2],
    [e.phoneConfirmed, 2],
    [pair(e.judged), 5],
    [factor(e.replacing), 3],
  ])
  return facts * 2 ** 14 + evidence
}

function pack(digits: readonly (readonly [boolean | number, number])[]): number {
  return digits.reduce((sum, [digit, base]) => sum * base + Number(digit), 0)
}

function origin(value: 'held' | 'staged' | null): number {
  return value === null ? 0 : value === 'held' ? 1 : 2
}

function pair(value: Facts['identity']): number {
  return value === null ? 0 : 1 + 2 * (origin(value.pin) - 1) + origin(value.phone) - 1
}

function factor(value: 'pin' | 'phone' | null): number {
  return value === null ? 0 : value === 'pin' ? 1 : 2
}
