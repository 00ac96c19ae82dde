import { expect, test } from 'vitest'
import { Recent } from './recent.ts'

test('what was kept is there until its time is over', () => {
  const recent = new Recent<number>(10, 1000)
  recent.set('a', 1, 5000)
  expect(recent.get('a', 5999)).toBe(1)
  expect(recent.get('a', 6000)).toBeUndefined()
  expect(recent.get('a', 5000)).toBeUndefined()
  expect(recent.get('b', 5000)).toBeUndefined()
})

test('the oldest goes where there are too many', () => {
  const recent = new Recent<number>(2, 1000)
  for (const [at, key] of ['a', 'b', 'c'].entries()) recent.set(key, at, at)
  expect(['a', 'b', 'c'].map((key) => recent.get(key, 3))).toEqual([undefined, 1, 2])
})
