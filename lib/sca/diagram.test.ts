import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { journeyPage } from './explore/diagram.ts'
import { stepIds } from './words.ts'

describe('docs/journey.md', () => {
  it('is what the core does; `npm run journey` writes it anew', () => {
    expect(readFileSync(new URL('../../docs/journey.md', import.meta.url), 'utf8')).toBe(journeyPage())
  })

  it('shows every screen, each of which somebody can reach', () => {
    const page = journeyPage()
    for (const step of stepIds) {
      expect(page).toContain(`| \`${step}\` |`)
      if (step !== 'welcome') expect(page).toMatch(new RegExp(`(-->|-> )\\s*${step}\\b`))
    }
  })
})
