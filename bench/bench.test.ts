import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { interleaved, raceTable } from './interleaved.ts'
import { mintBody } from './mint-body.ts'
import { keepResults } from './results.ts'
import { startBare, withServers } from './servers.ts'
import { spread, writeSpread } from './spread.ts'

const settings = { rounds: 1, seconds: 1, quick: true }

it('a bare server is loaded from another process, and its figures stand in a table', async () => {
  await withServers([() => startBare('node-insert')], async (server) => {
    const insert = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      expected: 201,
    } as const
    const standings = await interleaved([{ name: 'bare', server, load: () => ({ path: '/', ...insert }) }], settings)
    expect(standings[0]?.perSecond.median).toBeGreaterThan(0)
    expect(standings[0]?.cpuMs.median).toBeGreaterThan(0)
    expect(raceTable('A race', standings, 'bare').rows[0]).toHaveLength(6)
    const wrong = { name: 'wrong', server, load: () => ({ path: '/', ...insert, expected: 200 }) }
    await expect(interleaved([wrong], settings)).rejects.toThrow(/201.*where 200 was expected/)
  })
})

it('a run of one topic leaves what others found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-results-'))
  try {
    const budget = (what: string, met: boolean) => ({ what, budget: 'at most 1', measured: '2', met })
    const found = (what: string, met: boolean) => ({ tables: [], budgets: [budget(what, met)] })
    keepResults(folder, ['a', 'b'], 'b', found('of b', false), settings)
    keepResults(folder, ['a', 'b'], 'a', found('of a', true), settings)
    const page = readFileSync(join(folder, 'RESULTS.md'), 'utf8')
    expect(page).toMatch(/\| of a \| at most 1 \| 2 \| yes \|\n\| of b \| at most 1 \| 2 \| \*\*no\*\* \|/)
    expect(page.indexOf('## a')).toBeLessThan(page.indexOf('## b'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

it('no two mints are alike, and all users have their turn', () => {
  const bodies = Array.from({ length: 100 }, (_, i) => mintBody(i, 10))
  expect(new Set(bodies).size).toBe(100)
  expect(new Set(bodies.map((body) => JSON.parse(body).userId)).size).toBe(10)
})

it('a spread is the median between the lowest and the highest', () => {
  expect(writeSpread(spread([3, 1, 2]), 1)).toBe('2.0 (1.0 to 3.0)')
})
