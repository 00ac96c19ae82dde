import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

// All builds share the key by which Next closes what a Server Action holds of its page (`scripts/build.ts`): none may hold anything.

const said = /['"]use server['"]/g

it('REL-12 a Server Action is a function of a module that has nothing else, so that it holds nothing of a page', () => {
  const files = globSync('{app,components,lib}/**/*.{ts,tsx}')
  const named = files.filter((file) => !file.includes('.test.') && readFileSync(file, 'utf8').match(said))
  expect(named.length).toBeGreaterThan(5)
  for (const file of named) {
    const text = readFileSync(file, 'utf8')
    expect([file, text.match(said)?.length, /^'use server'\n/.test(text)]).toEqual([file, 1, true])
  }
})

it('REL-12 no action is given anything by the page but its state and its form', () => {
  const bound = globSync('{app,components,lib}/**/*.{ts,tsx}').filter((file) =>
    /[aA]ction\.bind\(/.test(readFileSync(file, 'utf8')),
  )
  expect(bound).toEqual([])
})
