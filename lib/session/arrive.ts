import type { ChallengeKind, Effect } from '../../db/store.ts'
import { drawChallenge } from '../methods/passkey/draw-challenge.ts'
import type { SessionEvent } from '../sca/events.ts'
import type { Facts } from '../sca/facts.ts'
import { isRefused } from '../sca/refusal.ts'
import type { StepId } from '../sca/words.ts'
import type { Deps } from './deps.ts'
import type { Outgoing } from './messages-out.ts'
import { codeTarget, issueCode } from './one-time-codes.ts'
import type { Opened } from './opened.ts'

/** What is written when a screen is reached, and the code that leaves afterwards. */
export interface Arrival {
  readonly events: readonly SessionEvent[]
  readonly effects: readonly Effect[]
  readonly outgoing: Outgoing | null
}

const nothing: Arrival = { events: [], effects: [], outgoing: null }

/** What must be out before the screen can be used. `confirm-identity` is absent: there the user presses "send". */
const needs: Partial<Record<StepId, ChallengeKind>> = {
  'use-passkey': 'passkey-use',
  'create-passkey': 'passkey-creation',
  'enter-email-code': 'email-code',
  'confirm-phone': 'sms-code',
}

/**
 * Prepares the screen that a press leads to, so that no page has to write anything when it is read. In: the step and
 * the facts there, what the press already writes. Out: what is written along with it.
 */
export function arrive(deps: Deps, opened: Opened, step: StepId, facts: Facts, effects: readonly Effect[]): Arrival {
  const kind = needs[step]
  if (!kind || isOut(opened, kind, effects)) return nothing
  if (kind === 'passkey-use' || kind === 'passkey-creation')
    return { ...nothing, effects: [challengeFor(deps, opened, kind)] }
  const target = (kind === 'sms-code' ? stagedNumber(opened, effects) : null) ?? codeTarget(opened, kind)
  if (!target) return nothing
  const issued = issueCode(deps, opened, facts, kind, target)
  return isRefused(issued) ? nothing : issued
}

function challengeFor(deps: Deps, opened: Opened, kind: ChallengeKind): Effect {
  const { id, operationHash, expiresAt } = opened.record.session
  const challenge = {
    id: deps.random.bytes(12).toString('base64url'),
    kind,
    secret: drawChallenge(deps.random, id, operationHash),
    keyId: null,
    createdAt: opened.now,
    expiresAt,
  }
  return { do: 'put-challenge', challenge }
}

/** Is a challenge of this kind alive once the effects are written? */
function isOut(opened: Opened, kind: ChallengeKind, effects: readonly Effect[]): boolean {
  const last = effects.findLast((effect) => touches(effect, kind))
  if (last) return last.do === 'put-challenge'
  return opened.record.challenges.some((row) => row.kind === kind && opened.now < row.expiresAt)
}

function touches(effect: Effect, kind: ChallengeKind): boolean {
  if (effect.do === 'put-challenge') return effect.challenge.kind === kind
  return (effect.do === 'consume-challenge' || effect.do === 'void-challenge') && effect.kind === kind
}

/** The number that the press itself stages is not in the record yet. */
function stagedNumber(opened: Opened, effects: readonly Effect[]): string | null {
  for (const effect of effects) {
    if (effect.do === 'stage' && effect.staged.method === 'phone') {
      return opened.vault.open('factor-phone', effect.staged.phone.numberSealed)
    }
  }
  return null
}
