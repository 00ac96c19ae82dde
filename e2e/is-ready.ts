/**
 * Runs in the page: whether its script is there and idle. A press before that would be a plain post, from a browser that
 * has not said whether it knows passkeys.
 */
export function isReady(): boolean {
  const field = document.querySelector<HTMLInputElement>('main form [name=passkeySupported]')
  const hydrated = field !== null && Object.keys(field).some((key) => key.startsWith('__reactProps'))
  const able = typeof globalThis.PublicKeyCredential === 'function'
  const idle = document.querySelector('form[aria-busy=true]') === null
  return field === null || (hydrated && idle && (!able || field.value === 'true'))
}
