import { expect, test } from 'vitest'
import { refusedFields } from './refused-fields.ts'

test('A11Y-06 RTS-25 a refused identity marks PIN and code alike, never one of them', () => {
  expect(refusedFields('identity-not-accepted')).toEqual(['pin', 'code'])
})

test('a refusal about the whole form, or none, marks no field', () => {
  expect(refusedFields('busy')).toEqual([])
  expect(refusedFields(null)).toEqual([])
})
