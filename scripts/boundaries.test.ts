import { expect, test } from 'vitest'
import { cruisePlanted, type Violation } from './support/planted.ts'
import { circle, planted } from './support/planted-imports.ts'
import { sound } from './support/sound-tree.ts'

const plantedFiles = Object.fromEntries(planted.map(([, from, content]) => [from, `${content}\n`]))

test('a sound tree passes, and each of its imports has been read', () => {
  const { violations, imports } = cruisePlanted(sound)
  expect(violations).toEqual([])
  expect(imports).toBe(
    Object.values(sound)
      .join('\n')
      .match(/^import /gm)?.length,
  )
})

test('every planted import is reported under its rule, and no file in order is blamed', () => {
  const { violations } = cruisePlanted({ ...sound, ...plantedFiles, ...circle })
  const reported = violations.map(line)
  const expected = planted.map(([rule, from, , to]) => line({ rule, from, to }))
  expect(expected.filter((entry) => !reported.includes(entry))).toEqual([])
  expect(violations.filter(({ from }) => from in sound)).toEqual([])
  // A circle is reported once, at the file where it was first seen.
  expect(violations.some(({ rule, from }) => rule === 'no-circular' && from in circle)).toBe(true)
})

test('every rule has a planted violation', () => {
  const { rules } = cruisePlanted(sound)
  expect([...new Set([...planted.map(([rule]) => rule), 'no-circular'])].sort()).toEqual(rules.sort())
})

const line = ({ rule, from, to }: Violation): string => `${rule}: ${from} -> ${to}`
