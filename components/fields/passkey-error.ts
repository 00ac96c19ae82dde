import type { WebAuthnError } from '@simplewebauthn/browser'

/** Why a passkey ceremony did not end well, as the server knows it. */
export type PasskeyError =
  | 'cancelled'
  | 'timed-out'
  | 'unsupported'
  | 'no-screen-lock'
  | 'not-here'
  | 'exists'
  | 'failed'

/** What browsers throw (WebAuthn Level 3, sections 5.1.3, 5.1.4 and 6.3). Anything else is `failed`. */
const byName: Readonly<Record<string, PasskeyError>> = {
  // Browsers say NotAllowedError for a closed dialog, for a time-out and for no passkey at all.
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  TimeoutError: 'timed-out',
  NotSupportedError: 'unsupported',
  // We ask for a verified user and never for a resident key, so that is what the device cannot do.
  ConstraintError: 'no-screen-lock',
  // Not a secure context, an address that is not the passkeys' own, or a frame.
  SecurityError: 'not-here',
  InvalidStateError: 'exists',
  UnknownError: 'failed',
  NotReadableError: 'failed',
  OperationError: 'failed',
  DataError: 'failed',
  EncodingError: 'failed',
  TypeError: 'failed',
}

/** What the library says where it knows more than the name; null: the cause's name says it. */
const byCode: Readonly<Record<WebAuthnError['code'], PasskeyError | null>> = {
  ERROR_CEREMONY_ABORTED: 'cancelled',
  ERROR_INVALID_DOMAIN: 'not-here',
  ERROR_INVALID_RP_ID: 'not-here',
  ERROR_INVALID_USER_ID_LENGTH: 'failed',
  ERROR_MALFORMED_PUBKEYCREDPARAMS: 'failed',
  ERROR_AUTHENTICATOR_GENERAL_ERROR: 'failed',
  ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT: 'unsupported',
  ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT: 'no-screen-lock',
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED: 'exists',
  ERROR_AUTHENTICATOR_NO_SUPPORTED_PUBKEYCREDPARAMS_ALG: 'unsupported',
  ERROR_AUTO_REGISTER_USER_VERIFICATION_FAILURE: 'failed',
  ERROR_SIGNAL_INVALID_ARGUMENT: 'failed',
  ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY: null,
}

/**
 * Names what the browser threw. In: anything thrown, and whether a passkey was made or used. Out: one of the seven
 * words.
 */
export function passkeyError(thrown: unknown, ceremony: 'create' | 'use'): PasskeyError {
  if (typeof globalThis.PublicKeyCredential !== 'function') return 'unsupported'
  if (!(thrown instanceof Error)) return 'failed'
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
  const known = Object.hasOwn(byCode, code) ? byCode[code as WebAuthnError['code']] : null
  // The library wraps what the browser threw and keeps it as the cause.
  const cause = thrown.cause instanceof Error ? thrown.cause : thrown
  const told = known ?? (Object.hasOwn(byName, cause.name) ? byName[cause.name] : undefined) ?? 'failed'
  // Only a device that is to make a passkey can have one already.
  return told === 'exists' && ceremony === 'use' ? 'failed' : told
}
