import { describe, expect, it } from 'vitest'
import { isVoid, judgeHistory, type Mark } from './history.ts'

const last: Mark = { lineage: 'a', epoch: 3, mark: 70 }

describe('judgeHistory', () => {
  it.each([
    ['nothing is remembered', null, last, 'goes-on'],
    ['the next mark', last, { ...last, mark: 71 }, 'goes-on'],
    ['marks of other servers between', last, { ...last, mark: 99 }, 'goes-on'],
    ['the mark that is remembered', last, last, 'goes-on'],
    ['REL-07 the mark before', last, { ...last, mark: 69 }, 'went-back'],
    ['REL-07 a much older mark', last, { ...last, mark: 5 }, 'went-back'],
    ['REL-07 an older epoch, whatever its mark', last, { ...last, epoch: 2, mark: 500 }, 'went-back'],
    [
      'REL-06 an epoch that another server began, whatever its mark',
      last,
      { ...last, epoch: 4, mark: 5 },
      'newer-epoch',
    ],
    ['another database', last, { lineage: 'b', epoch: 1, mark: 1 }, 'other-database'],
  ])('%s', (_, remembered, known, verdict) => {
    expect(judgeHistory(remembered, known)).toBe(verdict)
  })
})

it('REL-06 REL-07 a session of an older epoch is void, one of this epoch is not', () => {
  expect([isVoid(1, 2), isVoid(2, 2), isVoid(2, 4)]).toEqual([true, false, true])
})
