import { policies } from '../policy.ts'
import { offers, rows } from '../steps.ts'
import { type Action, actions, type StepId, stepIds } from '../words.ts'
import { theCore } from './engine.ts'
import { explore, type State } from './graph.ts'
import { everyStart } from './situations.ts'

const onward: readonly string[] = ['continue', 'submit', 'skip']
const aside: readonly string[] = ['replace-pin', 'replace-phone', 'use-passkey', 'back']

/** The page `docs/journey.md`: all that can happen between the screens, drawn from the table by visiting every state. */
export function journeyPage(): string {
  const ways = edges(onward)
  const all = edges([...onward, ...aside])
  return `<!-- Written by \`npm run journey\` from the table in lib/sca/steps.ts. A test fails when it is stale. -->

# The journey

A session shows the first screen of this table that is needed; who holds what, and what is missing, decides which.
Drawn over every situation under both presets: a line means that some user takes it, never that all do. A browser that
changes its word on passkeys midway can add a few more; the screens follow from the facts then too.

## Onward

What finishes a screen (solid) or passes it over (dotted).

${mermaid(ways, onward)}

## Aside

What begins or undoes a replacement, takes up a skipped passkey, or goes back.

${mermaid(all, aside)}

Every screen can also be declined, ends with the ten minutes, and starts over when another browser takes the session over.

## Screens and buttons

In the order of the table. Buttons in italics are there only in some situations.

| screen | buttons | leads to |
| --- | --- | --- |
${rows.map(({ step }, place) => line(step, rows.findIndex((row) => row.step === step) === place, ways)).join('\n')}
`
}

type Ways = ReadonlyMap<string, { readonly from: StepId; readonly by: string; readonly to: string }>

/** Every pair of screens that one of these buttons connects, in any situation, on a way made of such buttons alone. */
function edges(kinds: readonly string[]): Ways {
  const ways = new Map<string, { from: StepId; by: string; to: string }>()
  const presets = Object.values(policies).map((policy) => ({ policy, under: policy.name }))
  for (const start of everyStart({ policies: presets, purposes: ['enrolment', 'payment'] })) {
    if (theCore.refuseMint(start.user, start.purpose, start.policy) !== null) continue
    for (const { from, by, to } of walked(explore(start, theCore)[0], kinds)) {
      if ('end' in from.decision) continue
      const next = 'end' in to.decision ? to.decision.end : to.decision.at
      if (next !== 'failed') ways.set(`${from.decision.at} ${by} ${next}`, { from: from.decision.at, by, to: next })
    }
  }
  return ways
}

function walked(first: State | undefined, kinds: readonly string[]): { from: State; by: string; to: State }[] {
  const passed = new Set(first ? [first] : [])
  const steps: { from: State; by: string; to: State }[] = []
  for (const from of passed)
    for (const { by, to } of from.moves) {
      if (!kinds.includes(by)) continue
      steps.push({ from, by, to })
      passed.add(to)
    }
  return steps
}

function mermaid(ways: Ways, kinds: readonly string[]): string {
  const order = [...stepIds, 'succeeded'] as readonly string[]
  const joined = new Map<string, string[]>()
  for (const { from, by, to } of ways.values()) {
    if (!kinds.includes(by) || (from === to && kinds === onward)) continue
    const kind = by === 'submit' || by === 'continue' ? 'solid' : 'dotted'
    joined.set(`${from} ${to} ${kind}`, [...(joined.get(`${from} ${to} ${kind}`) ?? []), by])
  }
  const place = (key: string): number => {
    const [from = '', to = ''] = key.split(' ')
    return order.indexOf(from) * 100 + order.indexOf(to)
  }
  const lines = [...joined.keys()]
    .sort((a, b) => place(a) - place(b) || a.localeCompare(b))
    .map((key) => {
      const [from, to, kind] = key.split(' ')
      const by = [...new Set(joined.get(key))].sort(inOrder).join(', ')
      return kind === 'solid' ? `  ${from} --> ${to}` : `  ${from} -. ${by} .-> ${to}`
    })
  return ['```mermaid', 'flowchart TD', ...lines, '  succeeded(((succeeded)))', '```'].join('\n')
}

function inOrder(a: string, b: string): number {
  return actions.indexOf(a as Action) - actions.indexOf(b as Action)
}

function line(step: StepId, first: boolean, ways: Ways): string {
  if (!first) return `| \`${step}\` again | as above, for the passkey made in this session | |`
  const always = alwaysThere(step)
  const buttons = actions
    .filter((action) => offers[step][action])
    .map((action) => (always(action) ? action : `*${action}*`))
  const next = new Set(
    [...ways.values()].filter(({ from, by }) => from === step && onward.includes(by)).map(({ to }) => to),
  )
  next.delete(step)
  const screens = [...stepIds, 'succeeded']
    .filter((id) => next.has(id))
    .map((id) => (id === 'succeeded' ? id : `\`${id}\``))
  return `| \`${step}\` | ${buttons.join(', ')} | ${screens.join(', ')} |`
}

/** A button whose condition asks nothing of the facts is there in every situation. */
function alwaysThere(step: StepId): (action: Action) => boolean {
  return (action) => offers[step][action]?.length === 0
}
