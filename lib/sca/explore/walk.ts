import type { Action, StepId } from '../words.ts'
import { theCore } from './engine.ts'
import { explore } from './graph.ts'
import { letters } from './letters.ts'
import type { Start } from './situations.ts'

/**
 * Walks a journey as the design writes it: `W UP(skip) CE CI`. Each screen must be the one that is due; the button in
 * brackets, else the task, must be permitted. In: the start, the browser, the journey. Out: what was met instead, and
 * where it ended.
 */
export function walk(start: Start, passkeySupported: boolean, journey: string): { met: string; end: string } {
  let [state] = explore(start, theCore)
  const met: string[] = []
  for (const screen of journey.split(' ')) {
    if (!state || 'end' in state.decision) break
    const [, name = '', button] = /^([A-Z]+)(?:\((.+)\))?$/.exec(screen) ?? []
    const at: StepId = state.decision.at
    const action = (button ?? (at === 'welcome' ? 'continue' : 'submit')) as Action
    met.push(button ? `${letters[at]}(${button})` : letters[at])
    if (letters[at] !== name) break
    const moves = state.moves.filter(({ by }) => by === action)
    state = at === 'welcome' ? moves.find(({ to }) => to.facts.passkeySupported === passkeySupported)?.to : moves[0]?.to
  }
  const end = !state ? 'button not offered' : 'end' in state.decision ? state.decision.end : `at ${state.decision.at}`
  return { met: met.join(' '), end }
}
