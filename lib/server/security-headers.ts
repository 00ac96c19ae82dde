/**
 * Headers of every answer, pages, API and errors alike. `strict-origin` and not `no-referrer`: with the latter a form
 * post sends `Origin: null` and the action would be refused.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  // Of whatever is no page, such as the API and its documentation; a page sets its own.
  'content-security-policy': "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'publickey-credentials-get=(self), publickey-credentials-create=(self), otp-credentials=(self), accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()',
  'x-robots-tag': 'noindex, nofollow',
}

/** Headers of an answer that holds anything of a session. */
export const notStored = 'no-store'

/**
 * The content security policy of one page. In: its nonce; whether this is the development server, whose reload needs
 * `eval` and a web socket. Out: the header's value.
 */
export function contentSecurityPolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    // A nonce would make browsers ignore 'unsafe-inline', which the development overlay needs.
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
