/**
 * The claims of a receipt after its user was erased: the pseudonym stands for the platform's id, and the platform's own
 * `state` goes. What was approved stays, because it is evidence. In: the stored JSON or null. Out: the same, changed.
 */
export function erasedClaims(claims: string | null, pseudonym: string): string | null {
  if (claims === null) return null
  const { sub: _, state: __, ...rest } = JSON.parse(claims) as Record<string, unknown>
  return JSON.stringify({ sub: pseudonym, ...rest, state: null })
}
