/**
 * Makes a text that a platform or a payer supplied safe to stand in one line: NFC, no control, direction-changing,
 * zero-width or unassigned characters, every kind of blank and line break one space, bounded length (DL-07).
 * In: the text, the greatest number of letters. Out: possibly empty; `…` stands where something was cut off.
 */
export function cleanText(text: string, longest = 60): string {
  const line = text
    .slice(0, 10_000)
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cn}\ufffd]/gu, '')
    .replaceAll(/[\s\p{Z}\p{Cc}]+/gu, ' ')
    .trim()
  const letters = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(line)]
  if (letters.length <= longest && line.length <= longest * 4) return line
  const kept = letters.slice(0, longest - 1).map(({ segment }) => segment.slice(0, 8).toWellFormed())
  return `${kept
    .join('')
    .trimEnd()
    .slice(0, longest * 4)}…`
}
