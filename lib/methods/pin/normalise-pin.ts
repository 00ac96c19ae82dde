import { asciiDigits } from '../../one-time-code/ascii-digits.ts'

/**
 * The PIN as typed, read alike when it is chosen and when it is used, so that one chosen on an Arabic keyboard works on
 * any other. Out: six ASCII digits as a string (leading zeros count), or null when it cannot be a PIN.
 */
export function normalisePin(typed: string): string | null {
  const digits = asciiDigits(typed)
  return digits !== null && digits.length === 6 ? digits : null
}
