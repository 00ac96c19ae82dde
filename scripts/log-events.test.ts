import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { logMessages } from '../lib/ports/log-messages.ts'
import { logEventsTable } from './support/log-events.ts'

const sources = ['lib', 'db', 'app']
  .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`))
  .filter((file) => !/\.test\.tsx?$|[/\\]testing[/\\]|log-messages\.ts$/.test(file))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')
/** Work beside the requests says its name. */
const regular = [...(/type RegularName = (.*)/.exec(sources)?.[1] ?? '').matchAll(/'([\w-]+)'/g)].map(
  ([, name]) => `${name} failed`,
)

describe('LOG-04 the events of the log', () => {
  it('are what docs/log-events.md shows', () => {
    expect(readFileSync('docs/log-events.md', 'utf8')).toContain(logEventsTable())
  })

  // That nothing else is logged, the compiler says: a message is one of this list.
  it.each(Object.keys(logMessages))('has one that is said somewhere: %s', (message) => {
    expect(regular.length).toBeGreaterThan(2)
    expect(sources.includes(`'${message}'`) || regular.includes(message)).toBe(true)
  })

  it.each(Object.entries(logMessages))(
    'tells an alarm in words where the line has the sign: %s',
    (message, [, says]) => {
      const at = sources.indexOf(`'${message}'`)
      const call = at < 0 ? '' : sources.slice(sources.lastIndexOf('log', at), at)
      expect(says.startsWith('Alarm.')).toBe(/alarm: true/.test(call))
    },
  )
})
