import { expect, test, vi } from 'vitest'
import { passkeyError } from './passkey-error.ts'
import { refusedFields } from './refused-fields.ts'

test('A11Y-06 RTS-25 a refused identity marks PIN and code alike, never one of them', () => {
  expect(refusedFields('identity-not-accepted')).toEqual(['pin', 'code'])
})

test('a refusal about the whole form, or none, marks no field', () => {
  expect(refusedFields('busy')).toEqual([])
  expect(refusedFields(null)).toEqual([])
})

test.each([
  ['NotAllowedError', 'cancelled'],
  ['AbortError', 'cancelled'],
  ['TimeoutError', 'timed-out'],
  ['NotSupportedError', 'unsupported'],
  ['ConstraintError', 'unsupported'],
  ['InvalidStateError', 'exists'],
  ['DataError', 'failed'],
])('%s of the browser is told as %s, wrapped by the library or not', (name, told) => {
  vi.stubGlobal('PublicKeyCredential', class {})
  const thrown = Object.assign(new Error('told by the browser'), { name })
  expect(passkeyError(thrown)).toBe(told)
  expect(passkeyError(new Error('wrapped', { cause: thrown }))).toBe(told)
  vi.unstubAllGlobals()
})

test('without WebAuthn every fault is told as unsupported', () => {
  expect(passkeyError(new Error('anything'))).toBe('unsupported')
  vi.stubGlobal('PublicKeyCredential', class {})
  expect(passkeyError('not an error')).toBe('failed')
  vi.unstubAllGlobals()
})
