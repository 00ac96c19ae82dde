import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { testNames } from './support/requirements/test-names.ts'

const page = readFileSync('docs/threat-model.md', 'utf8')
const sections = page.split(/^## /m).slice(1)
const named = (section: string) =>
  [...section.matchAll(/^- `([^`]+)`: (.+)$/gm)].map(([, file = '', words = '']) => ({ file, words }))
const tests = testNames()

describe('docs/threat-model.md', () => {
  it.each(sections.map((section) => [section.split('\n')[0] ?? '', section] as const))('%s', (_, section) => {
    expect(named(section).length).toBeGreaterThan(0)
    expect(section).toContain('**Remains.**')
    const missing = named(section).filter(
      ({ file, words }) => !tests.some((test) => test.file === file && test.name.includes(words)),
    )
    expect(missing).toEqual([])
  })

  it('has no line that looks like the name of a test and is none', () => {
    expect(page.match(/^- /gm)).toHaveLength(sections.flatMap(named).length)
  })
})
