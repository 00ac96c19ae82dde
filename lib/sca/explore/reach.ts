import type { Move, State } from './graph.ts'
import { type AtHand, persons } from './owns-enough.ts'

/** A set of persons, one bit each. */
type Persons = number

const whoever = (can: (has: AtHand) => boolean): Persons =>
  persons.reduce((set, has, place) => (can(has) ? set | (1 << place) : set), 0)

const everybody = whoever(() => true)
const nobody = 0

/** Who can reach success from each state, in the browser that is there now. */
export function whoSucceeds(states: readonly State[]): Map<State, Persons> {
  const who = new Map<State, Persons>()
  const before = new Map<State, { state: State; needs: Persons }[]>()
  for (const state of states) {
    who.set(state, nobody)
    for (const move of state.moves) {
      const needs = whoCan(state, move)
      if (needs === nobody || move.to === state) continue
      const known = before.get(move.to)
      if (known) known.push({ state, needs })
      else before.set(move.to, [{ state, needs }])
    }
  }
  const open = states.filter(({ decision }) => 'end' in decision && decision.end === 'succeeded')
  for (const state of open) who.set(state, everybody)
  for (let state = open.pop(); state; state = open.pop()) {
    const here = who.get(state) ?? nobody
    for (const { state: earlier, needs } of before.get(state) ?? []) {
      const known = who.get(earlier) ?? nobody
      const more = known | (here & needs)
      if (more === known) continue
      who.set(earlier, more)
      open.push(earlier)
    }
  }
  return who
}

/** Who can make this move: whoever has what it takes. What is made in the session is at hand for everybody. */
function whoCan({ facts }: State, { by, events }: Move): Persons {
  if (by === 'taken-over' || by === 'support-corrected') return nobody
  return events.reduce((able, event) => {
    switch (event.type) {
      case 'passkey-used':
        if (event.origin === 'staged') return able
        return facts.passkeySupported ? able & whoever((has) => has.passkey) : nobody
      case 'passkey-staged':
        return facts.passkeySupported ? able : nobody
      case 'email-code-accepted':
        return able & whoever((has) => has.mailbox)
      case 'identity-confirmed':
        return able & whoever((has) => (facts.staged.pin || has.pin) && (facts.staged.phone || has.phone))
      default:
        return able
    }
  }, everybody)
}
