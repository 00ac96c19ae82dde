import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rows } from '../lib/sca/steps.ts'
import { stepIds } from '../lib/sca/words.ts'
import { pagesOfSession } from '../lib/server/page-path.ts'
import { stepHandlers } from '../lib/session/steps/index.ts'

const pages = import.meta.dirname
const screens = join(import.meta.dirname, '..', 'components', 'screens')
/** Its page is the one that the link leads to. */
const paged = stepIds.filter((step) => step !== 'welcome')

describe('the steps are one list', () => {
  it('in the table and in the words', () => {
    expect([...new Set(rows.map(({ step }) => step))].sort()).toEqual([...stepIds].sort())
  })

  it('in the folders of pages', () => {
    const files = globSync('*/page.tsx', { cwd: pages })
    const made = files.filter((file) => readFileSync(join(pages, file), 'utf8').includes('stepPage('))
    expect(made.map(dirname).sort()).toEqual([...paged].sort())
  })

  it('in the addresses that name a session', () => {
    expect(pagesOfSession).toEqual(expect.arrayContaining(paged))
    for (const page of pagesOfSession) expect(existsSync(join(pages, page, 'page.tsx')), page).toBe(true)
  })

  it('in the screens, each with its examples', () => {
    for (const step of stepIds) {
      expect(existsSync(join(screens, `${step}.tsx`)), step).toBe(true)
      expect(existsSync(join(screens, `${step}.examples.ts`)), step).toBe(true)
    }
  })

  it.each(paged)('%s: page, action and handlers are made for this step', (step) => {
    const page = readFileSync(join(pages, step, 'page.tsx'), 'utf8')
    const action = readFileSync(join(pages, step, 'actions.ts'), 'utf8')
    expect(page).toContain(`stepPage('${step}', `)
    expect(action).toContain(`stepAction('${step}', `)
    expect(action).toContain(`/steps/${step}.ts'`)
    expect(Object.keys(stepHandlers[step]).length).toBeGreaterThan(0)
  })
})
