import { expect, it } from 'vitest'
import { rememberedText } from './remembered-text.ts'

/** What is said each time it is really made. */
function counting() {
  let times = 0
  return () => {
    times += 1
    return `made ${times}`
  }
}

it('a text is made once', () => {
  const make = counting()
  expect(rememberedText('en frame one', undefined, make)).toBe('made 1')
  expect(rememberedText('en frame one', undefined, make)).toBe('made 1')
})

it('each language, text and value has its own', () => {
  const make = counting()
  const said = [
    rememberedText('en frame two', undefined, make),
    rememberedText('de frame two', undefined, make),
    rememberedText('en frame three', undefined, make),
    rememberedText('en frame two', { count: 1 }, make),
    rememberedText('en frame two', { count: 2 }, make),
    rememberedText('en frame two', { count: '2' }, make),
    rememberedText('en frame two', { name: '{"count":2}' }, make),
  ]
  expect(new Set(said).size).toBe(said.length)
})

it('what is drawn, and not only said, is made each time', () => {
  const make = counting()
  const values = { mask: () => 'x' }
  expect(rememberedText('en frame four', values, make)).toBe('made 1')
  expect(rememberedText('en frame four', values, make)).toBe('made 2')
})

it('many texts do not stay for ever', () => {
  const make = counting()
  rememberedText('en frame five', undefined, make)
  for (let index = 0; index < 5_000; index += 1) rememberedText('en frame six', { index }, () => 'another')
  expect(rememberedText('en frame five', undefined, make)).toBe('made 2')
})
