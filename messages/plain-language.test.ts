import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Texts = { [key: string]: string | Texts }

const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.json'))

const all = (texts: Texts): string[] =>
  Object.values(texts).flatMap((value) => (typeof value === 'string' ? [value] : all(value)))

/** The sentences of a language: arguments count as one word, each branch of a choice stands for itself. */
function sentencesOf(file: string): string[] {
  const texts: Texts = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
  return all(texts)
    .map((text) => text.replaceAll(/\{\w+\}|<(\w+)><\/\1>/g, 'Northwind').replaceAll(/<[^>]*>/g, ''))
    .flatMap((text) => text.split(/[{}]|(?<=[.!?:])\s+|\n+/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => words(sentence).length > 3 && !/, (select|plural),/.test(sentence))
}

const words = (sentence: string): string[] => sentence.split(/\s+/).filter((word) => /\p{L}/u.test(word))
const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length

/** By groups of vowels, without a silent e at the end: what readability measures count. */
const syllables = (word: string): number =>
  Math.max(
    1,
    word
      .toLowerCase()
      .replace(/(?<=[a-z]{2})e\b/, '')
      .match(/[aeiouy]+/g)?.length ?? 1,
  )

describe('A11Y-14 plain language', () => {
  it.each(files)('%s has short sentences', (file) => {
    const lengths = sentencesOf(file).map((sentence) => words(sentence).length)
    expect(lengths.length).toBeGreaterThan(150)
    expect(sentencesOf(file).filter((sentence) => words(sentence).length > 25)).toEqual([])
    expect(mean(lengths)).toBeLessThan(12)
  })

  it('English reads as easily as a newspaper for everybody (Flesch 60 and more)', () => {
    const sentences = sentencesOf('en.json')
    const spoken = sentences.flatMap(words)
    const ease = 206.835 - (1.015 * spoken.length) / sentences.length - 84.6 * mean(spoken.map(syllables))
    expect(ease).toBeGreaterThan(60)
  })
})
