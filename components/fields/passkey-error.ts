/** Why a passkey ceremony did not end well, as the server knows it. */
export type PasskeyError = 'cancelled' | 'timed-out' | 'unsupported' | 'exists' | 'failed'

const byName: Readonly<Record<string, PasskeyError>> = {
  // Browsers say NotAllowedError for a closed dialog, for a time-out and for no passkey at all.
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  TimeoutError: 'timed-out',
  NotSupportedError: 'unsupported',
  ConstraintError: 'unsupported',
  SecurityError: 'unsupported',
  InvalidStateError: 'exists',
}

/** Names what the browser threw. In: anything thrown. Out: one of the five words. */
export function passkeyError(thrown: unknown): PasskeyError {
  if (typeof globalThis.PublicKeyCredential !== 'function') return 'unsupported'
  if (!(thrown instanceof Error)) return 'failed'
  // The library wraps what the browser threw and keeps it as the cause.
  const cause = thrown.cause instanceof Error ? thrown.cause : thrown
  return byName[cause.name] ?? 'failed'
}
