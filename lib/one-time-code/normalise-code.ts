import { asciiDigits } from './ascii-digits.ts'

/**
 * The code as typed or pasted, for example `123 456` or `１２３-４５６`.
 * Out: six ASCII digits, or null when it cannot be a code.
 */
export function normaliseCode(typed: string): string | null {
  const digits = asciiDigits(typed)
  return digits !== null && digits.length === 6 ? digits : null
}
