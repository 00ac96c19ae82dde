import type { Use } from '../../db/care.ts'
import type { ChallengeRow, Effect } from '../../db/store.ts'
import { currentSecret, secretById } from '../keys/ring.ts'
import { codeMatches } from '../one-time-code/code-matches.ts'
import { drawCode } from '../one-time-code/draw-code.ts'
import { hashCode } from '../one-time-code/hash-code.ts'
import type { SessionEvent } from '../sca/events.ts'
import type { Facts } from '../sca/facts.ts'
import { refuseSend } from '../sca/limits.ts'
import type { Refused } from '../sca/refusal.ts'
import { emailOf, smsNumberOf } from './contacts.ts'
import { emailUses, givenBack, smsUses } from './counted-uses.ts'
import type { Deps } from './deps.ts'
import type { Outgoing } from './messages-out.ts'
import type { Opened } from './opened.ts'
import { sandboxNumber } from './sandbox-number.ts'

export type CodeKind = 'sms-code' | 'email-code'

/** A code about to leave: what is written, and what is handed over afterwards. */
export interface IssuedCode {
  readonly events: readonly SessionEvent[]
  readonly effects: readonly Effect[]
  readonly outgoing: Outgoing
}

/** The address or number that a kind of code goes to in this session; null where no number is known. */
export function codeTarget(opened: Opened, kind: CodeKind): string | null {
  return kind === 'email-code' ? emailOf(opened) : smsNumberOf(opened)
}

/**
 * Draws a new code; the old one of the same kind dies with the write. In: where it goes, and the facts at that moment.
 * Out: what to write and send, or why no code may leave now.
 */
export function issueCode(
  deps: Deps,
  opened: Opened,
  facts: Facts,
  kind: CodeKind,
  target: string,
): IssuedCode | Refused {
  const sends = kind === 'sms-code' ? facts.sends.sms : facts.sends.email
  const refused = refuseSend(sends, opened.now, opened.policy.codes)
  if (refused) return refused
  const code = issuableCode(deps, kind, target)
  const { id: keyId, key } = currentSecret(deps.config.keys, 'code')
  const challenge: ChallengeRow = {
    id: deps.random.bytes(12).toString('base64url'),
    kind,
    secret: hashCode(key, bindingOf(opened, kind, target), code),
    keyId,
    createdAt: opened.now,
    expiresAt: Math.min(opened.now + opened.policy.codes.lifeMs, opened.facts.expiresAt),
  }
  return {
    events: [{ type: kind === 'sms-code' ? 'sms-code-sent' : 'email-code-sent' }],
    effects: [{ do: 'put-challenge', challenge }, ...countedSend(deps, opened, kind, target)],
    outgoing: { channel: kind === 'sms-code' ? 'sms' : 'email', to: target, code, codeId: challenge.id },
  }
}

/** Texts cost money, and both ring somebody's phone: they are counted with what is written, or nothing is. */
function countedSend(deps: Deps, opened: Opened, kind: CodeKind, to: string): Effect[] {
  return [{ do: 'count-uses', uses: usesOf(deps, opened, kind, to), at: opened.now }]
}

function usesOf(deps: Deps, opened: Opened, kind: CodeKind, to: string): Use[] {
  return kind === 'sms-code' ? smsUses(deps, opened, to) : emailUses(deps, opened)
}

/** A code surely did not leave: it is void, and what it used up is given back. In: its id, where it would have gone. */
export function takeBackCode(deps: Deps, opened: Opened, { channel, codeId, to }: Outgoing): Effect[] {
  const kind = `${channel}-code` as const
  const out = opened.record.challenges.some(({ id }) => id === codeId)
  const uses = givenBack(usesOf(deps, opened, kind, to), opened.now)
  return out ? [{ do: 'void-challenge', kind }, ...uses] : uses
}

/** What the scripted number always takes. */
const sandboxCode = '702100'

function issuableCode(deps: Deps, kind: CodeKind, to: string): string {
  const scripted = deps.config.mode === 'sandbox' && kind === 'sms-code' && to === sandboxNumber
  return scripted ? sandboxCode : drawCode(deps.random)
}

/**
 * The code that is out for this kind. An absent, expired or superseded one is refused before any secret is looked at and
 * costs no try. In: the id of the code for which the form was drawn, empty where the form did not know one.
 */
export function liveCode(opened: Opened, kind: CodeKind, codeId: string | undefined): ChallengeRow | Refused {
  const challenge = opened.record.challenges.find((row) => row.kind === kind)
  if (!challenge) return { refused: 'code-absent' }
  if (opened.now >= challenge.expiresAt) return { refused: 'code-expired' }
  if (codeId && codeId !== challenge.id) return { refused: 'code-superseded' }
  return challenge
}

/** Is this the code that is out? Constant time; bound to session, kind, operation and target. */
export function codeIsRight(
  deps: Deps,
  opened: Opened,
  challenge: ChallengeRow,
  target: string,
  typed: string,
): boolean {
  const key = secretById(deps.config.keys, 'code', challenge.keyId ?? '')
  if (!key) throw new Error(`the key ring has no code key ${challenge.keyId}`)
  const kind = challenge.kind as CodeKind
  return codeMatches(challenge.secret, hashCode(key, bindingOf(opened, kind, target), typed))
}

function bindingOf(opened: Opened, kind: CodeKind, target: string) {
  const { id, operationHash } = opened.record.session
  return { sessionId: id, kind, operationHash, target: target.toLowerCase() }
}
