const dots = '•••'

/**
 * A hint which address is meant, `a•••@e•••.com`: first letters and the top-level domain. The number of dots is always
 * the same, so that it tells no length.
 */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  const name = address.slice(0, Math.max(at, 0))
  const domain = address.slice(at + 1)
  const lastDot = domain.lastIndexOf('.')
  const end = lastDot > 0 ? domain.slice(lastDot) : ''
  return `${first(name)}${dots}@${first(domain)}${dots}${end}`
}

/** The first letter with its accents, which may be several code points. */
function first(text: string): string {
  return /^\P{M}\p{M}*/u.exec(text.normalize('NFC'))?.[0] ?? ''
}
