/** The last two digits, by which a person knows their own number. In: E.164. */
export function phoneTail(e164: string): string {
  return e164.slice(-2)
}
