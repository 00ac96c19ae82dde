import { expect, test } from 'vitest'
import { refusals } from '../../lib/sca/refusal.ts'
import { refusedFields } from './refused-fields.ts'

test('A11Y-06 RTS-25 a refused identity marks PIN and code alike, never one of them', () => {
  expect(refusedFields('identity-not-accepted')).toEqual(['pin', 'code'])
})

test('a refusal about the whole form, or none, marks no field', () => {
  expect(refusedFields('busy')).toEqual([])
  expect(refusedFields(null)).toEqual([])
})

test('A11Y-06 every refusal that is about a field is tied to one', () => {
  const about = refusals.filter((refusal) => /^(email|code|identity|pins?|phone)-/.test(refusal))
  expect(about).toContain('phone-country-not-served')
  expect(about.filter((refusal) => refusedFields(refusal).length === 0)).toEqual([])
})
