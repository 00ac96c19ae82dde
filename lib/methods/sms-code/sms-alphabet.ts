/**
 * Writes typographic signs as those that the alphabet of SMS (GSM 03.38) has: one sign outside it more than halves the
 * length of a message. Letters stay as they are, because a name must stay readable.
 */
export function smsAlphabet(text: string): string {
  return text
    .replaceAll(/[\u2018\u2019\u201a\u2032\u00b4`]/g, "'")
    .replaceAll(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll('\u2026', '...')
    .replaceAll(/[\u00a0\u2007\u2009\u202f]/g, ' ')
}
