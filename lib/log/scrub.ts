/** What must not stand in a text that others wrote, such as the message of an error, and what stands there instead. */
const secrets: readonly (readonly [RegExp, string])[] = [
  // A failed statement with all that it would have written.
  [/\bparams: [\s\S]*$/, 'params: …'],
  [/\b(sca|ak_sandbox|ak_live|whsec)_[\w+/=-]+/g, '$1_…'],
  // User and password of an address, and what follows its question mark.
  [/\/\/[^\s/@]+@/g, '//…@'],
  [/\?[^\s'"`)]+/g, '?…'],
  [/[^\s<>()"'`@]{1,64}(?:@|%40)[^\s<>()"'`@]+/g, '…@…'],
  [/\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b/g, '…'],
  // Keys, hashes and cookies.
  [/[\w+/=-]{32,}/g, '…'],
  // Codes, PINs and numbers.
  [/\+?\d(?:[ .]?\d){5,}/g, '…'],
]
const longest = 2_000

/** Most texts are constants: they are looked at once. */
const seen = new Map<string, string>()
const seenAtMost = 500

/** A text without whatever looks like a secret or a contact. In: any text. Out: at most 2,000 characters of it. */
export function scrub(text: string): string {
  const known = seen.get(text)
  if (known !== undefined) return known
  let clean = text.slice(0, 2 * longest)
  for (const [pattern, instead] of secrets) clean = clean.replace(pattern, instead)
  clean = clean.slice(0, longest)
  // What was changed held something: it is not kept here either.
  if (clean === text && text.length <= 80 && seen.size < seenAtMost) seen.set(text, clean)
  return clean
}
