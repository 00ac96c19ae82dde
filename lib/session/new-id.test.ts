import { expect, it } from 'vitest'
import { systemRandom } from '../ports/random.ts'
import { newId } from './new-id.ts'

const at = Date.UTC(2026, 10, 22)

it('follow one another in the order of their time, for eighty years', () => {
  const times = [Date.UTC(2020, 0), Date.UTC(2020, 0) + 1, at, at + 1, at + 36, at + 86_400_000, Date.UTC(2108, 11)]
  const ids = times.map((time) => newId(systemRandom, 'ses', time))
  expect(ids.toSorted()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(/^ses_[0-9a-z]{8}[\w-]{19}$/)
})

it('are made by a clock that is decades behind, too', () => {
  expect(newId(systemRandom, 'ses', 0)).toMatch(/^ses_0{8}[\w-]{19}$/)
})

it('differ at the same time by 112 random bits', () => {
  const drawn: number[] = []
  const random = {
    ...systemRandom,
    bytes(length: number) {
      drawn.push(length)
      return systemRandom.bytes(length)
    },
  }
  const ids = new Set(Array.from({ length: 1000 }, () => newId(random, 'usr', at)))
  expect(ids.size).toBe(1000)
  expect(new Set(drawn)).toEqual(new Set([14]))
})
