import { policies } from '../policy.ts'
import type { Action, Purpose } from '../words.ts'
import { theCore } from './engine.ts'
import { explore, type State } from './graph.ts'
import { letters } from './letters.ts'
import { everyStart, inWords, type Start } from './situations.ts'

const onward: readonly Action[] = ['continue', 'submit', 'skip', 'replace-pin', 'replace-phone']

/**
 * The ways to success in which nobody errs: the task or its skip on each screen, and at most one replacement.
 * In: the start, whether the browser has passkeys. Out: one line per way, `W UP(skip) CE CI`.
 */
function journeys(start: Start, passkeySupported: boolean): string[] {
  const [first] = explore(start, theCore)
  const claim = first?.moves.find(
    ({ to }) => to.facts.browser !== null && to.facts.passkeySupported === passkeySupported,
  )
  return claim ? onFrom(claim.to, new Set()).map((way) => `W ${way}`.trim()) : []
}

function onFrom(state: State, passed: ReadonlySet<State>): string[] {
  if ('end' in state.decision) return state.decision.end === 'succeeded' ? [''] : []
  if (passed.has(state)) return []
  const { at, actions } = state.decision
  const after = new Set([...passed, state])
  return actions.flatMap((action) => {
    if (!onward.includes(action)) return []
    const again = action.startsWith('replace-') && state.evidence.made[action === 'replace-pin' ? 'pin' : 'phone']
    const move = state.moves.find(({ by }) => by === action)
    if (again || !move) return []
    const screen = action === 'submit' ? letters[at] : `${letters[at]}(${action})`
    return onFrom(move.to, after).map((way) => `${screen} ${way}`.trim())
  })
}

/** Purposes that lead over the same screens are told together. */
const groups: readonly { first: Purpose; title: string }[] = [
  { first: 'enrolment', title: 'enrolment' },
  { first: 'access', title: 'access and any other purpose' },
]

/** The golden file: every journey of every situation under both presets. It is the flow diagram in text. */
export function goldenJourneys(): string {
  const lines = ['# Written by `npm run journey`. Every way to success under both presets.', '']
  for (const { first, title } of groups) {
    for (const start of everyStart({ policies: presets(), purposes: [first] })) {
      if (start.user.offersPaused || theCore.refuseMint(start.user, start.purpose, start.policy) !== null) continue
      const holdsNothing = !Object.values(start.user.held).includes(true)
      if (start.user.wasEnrolled === !holdsNothing || holdsNothing) lines.push(...told(start, title))
    }
  }
  return `${lines.join('\n')}\n`
}

function told(start: Start, title: string): string[] {
  const heading = inWords({ ...start, purpose: start.purpose }).replace(`, ${start.purpose},`, `, ${title},`)
  const withThem = journeys(start, true)
  const without = journeys(start, false)
  if (withThem.join() === without.join()) return [heading, ...indented(withThem), '']
  return [
    `${heading}, browser with passkeys`,
    ...indented(withThem),
    `${heading}, browser without`,
    ...indented(without.length > 0 ? without : ['(stays at UP, which explains the way on)']),
    '',
  ]
}

function indented(ways: readonly string[]): string[] {
  return ways.map((way) => `  ${way}`)
}

function presets(): { policy: (typeof policies)['strict']; under: string }[] {
  return Object.values(policies).map((policy) => ({ policy, under: policy.name }))
}
