/** Whitespace of any kind, line ends and tabs included, and the blank of Braille. */
const blanks = /[\t-\r\u0085\p{Z}\u2800]+/gu

/**
 * What is never shown: controls, bidi overrides and isolates, zero-width and other invisible characters, halves of
 * surrogate pairs, and codes that stand for no character.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu

/**
 * A text of a platform as it is shown and bound. In: the text as sent. Out: NFC, without invisible characters, blanks
 * folded to one space and none at the ends; empty where nothing is left. Cleaning twice changes nothing. DL-07.
 */
export function cleanText(text: string): string {
  return text.replace(blanks, ' ').replace(invisible, '').normalize('NFC').replace(/ +/g, ' ').trim()
}

/** A cleaned text of 1 to `max` characters that shows something, or null. Combining marks alone show nothing. */
export function readText(text: unknown, max: number): string | null {
  if (typeof text !== 'string') return null
  const cleaned = cleanText(text)
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(cleaned) && [...cleaned].length <= max ? cleaned : null
}
