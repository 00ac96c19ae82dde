const signs = new Intl.Segmenter()

/** The first letter as a person would count: an accent, a flag or a family is one sign of several code points. */
export function firstLetter(name: string): string {
  const [first] = signs.segment(name)
  return first?.segment ?? ''
}
