import type { Move, State } from './graph.ts'

/** What every pressed button owes. In: the state before, the move. Out: whether the rule holds. */
export const rulesOfMoves: Readonly<Record<string, (before: State, move: Move) => boolean>> = {
  'skip always moves on': (before, { by, to }) =>
    by !== 'skip' || !('at' in to.decision) || !('at' in before.decision) || to.decision.at !== before.decision.at,

  'back does something': (before, { by, to }) => by !== 'back' || to !== before,

  'back and replace lose no proof': ({ evidence: had }, { by, to: { evidence: has, facts } }) =>
    !['back', 'replace-pin', 'replace-phone', 'use-passkey', 'skip'].includes(by) ||
    ((!had.heldPasskeyUsed || facts.passkeyProof === 'held') &&
      (!had.newPasskeyUsed || facts.passkeyProof === 'staged') &&
      (!had.mailboxProved || facts.emailCodeAccepted) &&
      (had.judged === null || facts.identity !== null) &&
      (!had.made.passkey || facts.staged.passkey) &&
      (!has.made.pin || facts.staged.pin) &&
      (!has.made.phone || facts.staged.phone)),

  'a finished task moves on': (before, { by, to, events }) =>
    by !== 'submit' ||
    events.some(({ type }) => unsuccessful.has(type)) ||
    !('at' in to.decision) ||
    !('at' in before.decision) ||
    to.decision.at !== before.decision.at,

  'what another browser proved or made is void': (_, { by, to: { facts } }) =>
    by !== 'taken-over' ||
    (!facts.emailTyped &&
      !facts.emailCodeAccepted &&
      facts.passkeyProof === null &&
      facts.identity === null &&
      facts.replacing === null &&
      !facts.staged.passkey &&
      !facts.staged.pin &&
      !facts.staged.phone &&
      !facts.pinRepeated &&
      !facts.phoneConfirmed),

  'a takeover gives back no mistyped address': (before, { by, to }) =>
    by !== 'taken-over' || to.facts.emailMistypes === before.facts.emailMistypes,

  'an event that ends records its outcome': (_, { events, to }) =>
    events.every((event) => event.type !== 'ended' || to.facts.outcome === event.outcome),
}

const unsuccessful = new Set(['verdict-refused', 'pin-not-repeated', 'email-mistyped'])
