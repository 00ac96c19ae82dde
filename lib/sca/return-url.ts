/** Names that the way back adds to a return URL, and which the platform's own query therefore may not have. */
const returnParameters = ['sessionId', 'status', 'state', 'iss'] as const

/** Why an address cannot be registered. */
export type ReturnUrlProblem =
  | 'not-a-url'
  | 'not-plain'
  | 'not-canonical'
  | 'scheme-not-allowed'
  | 'insecure'
  | 'userinfo'
  | 'fragment'
  | 'wildcard'
  | 'reserved-parameter'

/** Printable ASCII without what parsers read differently: blank, quotes, backslash, angle brackets, caret, backtick, braces, bar. */
const plain = /^[!#-;=?-[\]_a-z~]+$/
/** Schemes that run or show something by themselves, or leave the device. */
const dangerous = new Set(
  'about blob cid chrome chrome-extension content data dict file filesystem ftp gopher intent jar javascript ldap mailto mid moz-extension ms-appx resource sms smsto ssh tel telnet vbscript view-source ws wss'.split(
    ' ',
  ),
)
const maxLength = 2000

/**
 * May this address be registered? In: the address as the platform gives it; whether plain http to this machine may be
 * (sandbox only). Out: null, or why not. Custom app schemes may, https always, wildcards and userinfo never. WEB-15.
 */
export function returnUrlProblem(candidate: string, loopbackAllowed: boolean): ReturnUrlProblem | null {
  const url = readPlain(candidate)
  if (url === null) {
    if (!plain.test(candidate) || candidate.length > maxLength) return 'not-plain'
    return URL.canParse(candidate) ? 'not-canonical' : 'not-a-url'
  }
  const scheme = url.protocol.slice(0, -1)
  if (dangerous.has(scheme)) return 'scheme-not-allowed'
  if (scheme === 'http' && !(loopbackAllowed && isLoopback(url.hostname))) return 'insecure'
  if (scheme !== 'http' && scheme !== 'https' && !/^[a-z][a-z0-9.+-]*$/.test(scheme)) return 'scheme-not-allowed'
  if (hasUserinfo(candidate)) return 'userinfo'
  if (candidate.includes('#')) return 'fragment'
  if (/\*|%2a/i.test(candidate)) return 'wildcard'
  return hasReserved(url) ? 'reserved-parameter' : null
}

/**
 * Is this one of the registered addresses? Scheme, host, port and path must be the same characters; the query is free
 * but for the names that the way back adds. In: the address, what is registered. An address that could be read in two
 * ways matches nothing.
 */
export function matchesRegistered(candidate: string, registered: readonly string[]): boolean {
  const url = readPlain(candidate)
  if (url === null || candidate.includes('#') || hasUserinfo(candidate) || hasReserved(url)) return false
  return registered.some((known) => beforeQuery(known) === beforeQuery(candidate))
}

/** The characters themselves are compared, and only an address that a parser leaves as it stands is compared at all. */
function beforeQuery(address: string): string {
  const [before = ''] = address.split('?')
  return /^[a-z][a-z0-9.+-]*:\/\/[^/]+$/.test(before) ? `${before}/` : before
}

/** An address that every parser reads alike: plain characters, and written as the WHATWG URL standard writes it. */
function readPlain(candidate: string): URL | null {
  if (candidate.length > maxLength || !plain.test(candidate) || !URL.canParse(candidate)) return null
  const url = new URL(candidate)
  const [before = ''] = url.href.split(/[?#]/)
  const [asked = ''] = candidate.split(/[?#]/)
  return before === asked || before === `${asked}/` ? url : null
}

/** `https://user@host` in any form; a path may hold an @. */
function hasUserinfo(candidate: string): boolean {
  const [authority = ''] = candidate.replace(/^[^:]*:\/*/, '').split(/[/?#]/)
  return authority.includes('@')
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

function hasReserved(url: URL): boolean {
  return returnParameters.some((name) => url.searchParams.has(name))
}
