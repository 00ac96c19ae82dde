/**
 * Whether the typed email address is the one on file. Upper and lower case count as the same in both parts, as every
 * mail service of today treats them; blanks and invisible marks around it come from pasting.
 */
export function sameAddress(typed: string, known: string): boolean {
  return typed.length <= 320 && folded(typed) !== '' && folded(typed) === folded(known)
}

function folded(address: string): string {
  return address
    .replaceAll(/\p{Cf}/gu, '')
    .trim()
    .normalize('NFC')
    .toLowerCase()
}
