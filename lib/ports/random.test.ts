import { expect, test } from 'vitest'
import { systemRandom } from './random.ts'

test('random bytes are as many as asked for, and never the same twice', () => {
  const drawn = Array.from({ length: 2000 }, () => systemRandom.bytes(32))
  expect(drawn.every(({ length }) => length === 32)).toBe(true)
  expect(new Set(drawn.map((bytes) => bytes.toString('hex'))).size).toBe(2000)
})

test('what was given out stays as it was, and its place is not seen by others', () => {
  const first = systemRandom.bytes(16)
  const text = first.toString('hex')
  for (let i = 0; i < 600; i += 1) systemRandom.bytes(16)
  expect(first.toString('hex')).toBe(text)
  first.fill(0)
  expect(systemRandom.bytes(16).equals(Buffer.alloc(16))).toBe(false)
})

test('more than is drawn at a time can be asked for', () => {
  expect(systemRandom.bytes(10_000)).toHaveLength(10_000)
  expect(systemRandom.bytes(4096)).toHaveLength(4096)
})
