import { readdirSync, readFileSync } from 'node:fs'
import { createTranslator } from 'use-intl/core'
import { describe, expect, test } from 'vitest'
import { endedExamples } from '../components/screens/examples.ts'
import { refusals } from '../lib/sca/refusal.ts'
import { purposes, stepIds } from '../lib/sca/words.ts'
import { argumentsOf } from './testing/arguments-of.ts'

type Texts = { [key: string]: string | Texts }

const read = (file: string): Texts => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
const flat = (texts: Texts, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  )

const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.json'))
const english = flat(read('en.json'))
const keys = english.map(([key]) => key)

/** One value for every argument that any message takes; numbers where a message counts. */
const counted = ['minutes', 'count', 'index', 'of', 'triesLeft', 'seconds', 'left']
const valuesFor = (message: string, count: number) =>
  Object.fromEntries(
    argumentsOf(message).map((name) => {
      if (name.startsWith('<')) return [name.slice(1, -1), (inner: string) => `[${inner}]`]
      return [name, counted.includes(name) ? count : `«${name}»`]
    }),
  )

describe.each(files)('I18N-02 %s', (file) => {
  const texts = flat(read(file))
  const locale = file.replace('.json', '')

  test('has the keys of English', () => {
    expect(texts.map(([key]) => key).sort()).toEqual([...keys].sort())
  })

  test('takes the same arguments as English', () => {
    const ofEnglish = Object.fromEntries(english.map(([key, text]) => [key, argumentsOf(text)]))
    expect(Object.fromEntries(texts.map(([key, text]) => [key, argumentsOf(text)]))).toEqual(ofEnglish)
  })

  test('can be formatted, counts included', () => {
    const onError = (error: Error) => {
      throw error
    }
    const t = createTranslator({ locale, messages: read(file), timeZone: 'UTC', onError })
    for (const [key, text] of texts) {
      for (const count of [0, 1, 2, 11]) {
        const written = t.markup(key as never, valuesFor(text, count) as never)
        expect(written, key).not.toMatch(/[{}]|undefined/)
        expect(written.trim(), key).not.toBe('')
      }
    }
  })

  test('every SMS gives its code once, and fits two parts with long names', () => {
    for (const [key, text] of texts.filter(([name]) => name.startsWith('sms.code.'))) {
      expect(text.split('{code}'), key).toHaveLength(2)
      const fixed = text.replace(/\{count, plural,.*?other \{# (\w+)\}\}/, '100 $1').replace(/\{\w+\}/g, '')
      // 306 septets in two parts; names and amounts take up to 120, the last line 40.
      expect(fixed.length, key).toBeLessThanOrEqual(140)
    }
  })
})

test('I18N-02 there is a text for every refusal, step, purpose and end', () => {
  const top = read('en.json') as Record<string, Texts>
  expect(Object.keys(top['refusals']!).sort()).toEqual([...refusals].sort())
  expect(Object.keys(top['steps']!).sort()).toEqual([...stepIds, 'elsewhere', 'unknown'].sort())
  expect(Object.keys(top['purposes']!).sort()).toEqual([...purposes].sort())
  expect(Object.keys(top['ends']!).sort()).toEqual(
    [...new Set(Object.values(endedExamples).map(({ view }) => view.cause))].sort(),
  )
  const sms = (top['sms']!['code'] as Texts) ?? {}
  expect(Object.keys(sms).sort()).toEqual([...purposes, 'payments'].sort())
})

test('I18N-02 no text is left over', () => {
  const root = new URL('..', import.meta.url)
  const sources = ['app', 'components', 'lib'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!test)\.tsx?$/.test(name))
      .map((name) => readFileSync(new URL(`${folder}/${name}`, root), 'utf8')),
  )
  const code = sources.join('\n')
  const quoted = (text: string) => code.includes(`'${text}'`)
  const unused = keys.filter((key) => {
    const parts = key.split('.')
    return !parts.some((_, from) => quoted(parts.slice(from).join('.')))
  })
  expect(unused).toEqual([])
})
