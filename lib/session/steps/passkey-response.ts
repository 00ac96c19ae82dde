import type { Refusal } from '../../sca/refusal.ts'

/** What the browser said of a ceremony that gave nothing. A cancelled dialog costs no try. */
const browserErrors: Readonly<Record<string, Refusal>> = {
  cancelled: 'passkey-cancelled',
  'timed-out': 'passkey-timed-out',
  unsupported: 'passkey-unsupported',
  'no-screen-lock': 'passkey-no-screen-lock',
  'not-here': 'passkey-not-here',
  exists: 'passkey-exists',
  failed: 'passkey-failed',
}

/** Reads the hidden fields of a passkey form. Out: the browser's response as JSON, or why there is none. */
export function passkeyResponse(form: Readonly<Record<string, string>>): { response: unknown } | { refused: Refusal } {
  const error = form.error
  if (error) return { refused: (Object.hasOwn(browserErrors, error) && browserErrors[error]) || 'passkey-failed' }
  try {
    const response: unknown = JSON.parse(form.response ?? '')
    return { response }
  } catch {
    // Without JavaScript the fields stay empty: the browser cannot use a passkey here.
    return { refused: form.response ? 'passkey-failed' : 'passkey-unsupported' }
  }
}
