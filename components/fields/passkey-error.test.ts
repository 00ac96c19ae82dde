import { WebAuthnError } from '@simplewebauthn/browser'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { locales } from '../../lib/i18n/locales.ts'
import { isRefused } from '../../lib/sca/refusal.ts'
import { passkeyResponse } from '../../lib/session/steps/passkey-response.ts'
import { refusalText } from '../../lib/web/refused-form.ts'
import { type PasskeyError, passkeyError } from './passkey-error.ts'

beforeEach(() => vi.stubGlobal('PublicKeyCredential', class {}))
afterEach(() => vi.unstubAllGlobals())

/** Every name that a browser throws, and what is told of it. */
const names: [string, PasskeyError][] = [
  ['NotAllowedError', 'cancelled'],
  ['AbortError', 'cancelled'],
  ['TimeoutError', 'timed-out'],
  ['NotSupportedError', 'unsupported'],
  ['ConstraintError', 'no-screen-lock'],
  ['SecurityError', 'not-here'],
  ['InvalidStateError', 'exists'],
  ['UnknownError', 'failed'],
  ['NotReadableError', 'failed'],
  ['OperationError', 'failed'],
  ['DataError', 'failed'],
  ['EncodingError', 'failed'],
  ['TypeError', 'failed'],
  ['constructor', 'failed'],
  ['SomethingNewError', 'failed'],
]

/** Every code of the library. */
const codes: [WebAuthnError['code'], PasskeyError][] = [
  ['ERROR_CEREMONY_ABORTED', 'cancelled'],
  ['ERROR_INVALID_DOMAIN', 'not-here'],
  ['ERROR_INVALID_RP_ID', 'not-here'],
  ['ERROR_INVALID_USER_ID_LENGTH', 'failed'],
  ['ERROR_MALFORMED_PUBKEYCREDPARAMS', 'failed'],
  ['ERROR_AUTHENTICATOR_GENERAL_ERROR', 'failed'],
  ['ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT', 'unsupported'],
  ['ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT', 'no-screen-lock'],
  ['ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED', 'exists'],
  ['ERROR_AUTHENTICATOR_NO_SUPPORTED_PUBKEYCREDPARAMS_ALG', 'unsupported'],
  ['ERROR_AUTO_REGISTER_USER_VERIFICATION_FAILURE', 'failed'],
  ['ERROR_SIGNAL_INVALID_ARGUMENT', 'failed'],
  ['ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY', 'cancelled'],
]

const thrownAs = (name: string) => Object.assign(new Error('told by the browser'), { name })

test.each(names)('%s of the browser is told as %s, wrapped by the library or not', (name, told) => {
  expect(passkeyError(thrownAs(name), 'create')).toBe(told)
  expect(passkeyError(new Error('wrapped', { cause: thrownAs(name) }), 'create')).toBe(told)
})

test.each(codes)('%s of the library is told as %s', (code, told) => {
  const cause = thrownAs('NotAllowedError')
  expect(passkeyError(new WebAuthnError({ message: 'told by the library', code, cause }), 'create')).toBe(told)
})

test('a passkey that is there already can only stand in the way of a new one', () => {
  expect(passkeyError(thrownAs('InvalidStateError'), 'use')).toBe('failed')
})

test('without WebAuthn every fault is told as unsupported', () => {
  expect(passkeyError('not an error', 'use')).toBe('failed')
  vi.unstubAllGlobals()
  expect(passkeyError(new Error('anything'), 'use')).toBe('unsupported')
})

describe('every way in which a ceremony can fail', () => {
  const told = [...new Set([...names, ...codes].map(([, error]) => error))]
  const refusals = told.map((error) => {
    const read = passkeyResponse({ error })
    return isRefused(read) ? read.refused : null
  })

  test('is a refusal of its own', () => {
    expect(told).toHaveLength(7)
    expect(new Set(refusals).size).toBe(7)
    expect(refusals).not.toContain(null)
  })

  test.each(locales)('has words and a next step of its own in %s', (locale) => {
    const texts = refusals.flatMap((refused) => (refused ? [refusalText({ refused }, locale, 0)] : []))
    expect(new Set(texts).size).toBe(7)
    // What happened, then what to do.
    for (const text of texts) expect(text.match(/[.!](?= |$)/g)?.length, text).toBeGreaterThan(1)
  })
})
