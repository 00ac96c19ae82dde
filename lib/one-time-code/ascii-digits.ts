/** First digit (zero) of each script whose digits people's keyboards and messages produce; the other nine follow it. */
const zeros = [
  0x0660, // Arabic-Indic
  0x06f0, // Extended Arabic-Indic (Persian, Urdu)
  0x07c0, // NKo
  0x0966, // Devanagari
  0x09e6, // Bengali
  0x0a66, // Gurmukhi
  0x0ae6, // Gujarati
  0x0b66, // Odia
  0x0be6, // Tamil
  0x0c66, // Telugu
  0x0ce6, // Kannada
  0x0d66, // Malayalam
  0x0e50, // Thai
  0x0ed0, // Lao
  0x0f20, // Tibetan
  0x1040, // Myanmar
  0x17e0, // Khmer
  0xff10, // full-width
] as const

/** Longer than any code with its blanks; what is longer is not looked at. */
const longest = 64

/**
 * Reads digits as a person may type or paste them: in any common script, grouped by blanks, hyphens or dots in the
 * middle, with the invisible marks that copying adds.
 * In: what was typed. Out: ASCII digits alone (possibly none), or null when anything else is in it.
 */
export function asciiDigits(typed: string): string | null {
  if (typed.length > longest) return null
  let digits = ''
  for (const character of typed) {
    if (/[\s\p{Pd}\p{Cf}\u2212\u00b7]/u.test(character)) continue
    const digit = digitOf(character)
    if (digit === null) return null
    digits += digit
  }
  return digits
}

function digitOf(character: string): string | null {
  if (/^[0-9]$/.test(character)) return character
  const point = character.codePointAt(0) ?? 0
  const zero = zeros.find((first) => point >= first && point < first + 10)
  return zero === undefined ? null : String(point - zero)
}
