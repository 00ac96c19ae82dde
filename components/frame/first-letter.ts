const signs = new Intl.Segmenter()
/** Two signs that nothing joins; to take a name apart costs more than most of what is shown of it. */
const plain = /^[\x20-\x7e](?:[\x20-\x7e]|$)/

/** The first letter as a person would count: an accent, a flag or a family is one sign of several code points. */
export function firstLetter(name: string): string {
  if (plain.test(name)) return name.charAt(0)
  const [first] = signs.segment(name)
  return first?.segment ?? ''
}
