/** What a text is put together from. */
export type Values = Readonly<Record<string, unknown>>

const kept = new Map<string, string>()
const atMost = 5_000

/**
 * A text as it was said before. In: which text it is and of which language, what it is made from, how it is made. Out: the
 * text. What is made from words and numbers alone is kept; the oldest goes where there are too many.
 */
export function rememberedText(text: string, values: Values | undefined, make: () => string): string {
  if (values !== undefined && !Object.values(values).every(isPlain)) return make()
  const name = values === undefined ? text : `${text} ${JSON.stringify(values)}`
  const known = kept.get(name)
  if (known !== undefined) return known
  const made = make()
  kept.set(name, made)
  for (const oldest of kept.keys()) {
    if (kept.size <= atMost) break
    kept.delete(oldest)
  }
  return made
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}
