/** A country as the list shows it. */
export interface Country {
  /** ISO 3166, upper case. */
  readonly code: string
  /** Without `+`. */
  readonly callingCode: string
  /** In the page's language. */
  readonly name: string
}

/** A country with everything by which somebody may look for it. */
export interface Searchable extends Country {
  readonly words: readonly string[]
}

/** What people call a country and no list of official names has. */
const alsoCalled: Readonly<Record<string, string>> = {
  CZ: 'Czech Republic',
  GB: 'UK Great Britain England Scotland Wales Northern Ireland',
  NL: 'Holland',
  US: 'USA America',
}

/** The country that a calling code means first where several share it. */
const mainOf: Readonly<Record<string, string>> = {
  1: 'US',
  39: 'IT',
  44: 'GB',
  47: 'NO',
  262: 'RE',
  358: 'FI',
  590: 'GP',
}

/** Letters that Unicode does not take apart. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** A text without case, accents and signs, so that "cote d ivoire" finds "Côte d’Ivoire". */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => plain[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Adds the English name, the country's own and the common ones. In: countries by name in the page's language. */
export function searchable(countries: readonly Country[]): Searchable[] {
  const english = new Intl.DisplayNames(['en'], { type: 'region' })
  return countries.map((country) => {
    const { code, name } = country
    const language = new Intl.Locale(`und-${code}`).maximize().language
    const own = new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? ''
    const words = [name, english.of(code) ?? '', own, alsoCalled[code] ?? ''].map(folded)
    return { ...country, words: [...new Set(words.filter((word) => word !== ''))] }
  })
}

/** How well a country answers what was typed: 0 is best; null does not. */
function rank({ code, callingCode, words }: Searchable, wanted: string): number | null {
  if (/^\d+$/.test(wanted)) {
    const digits = wanted.replace(/^00/, '')
    return callingCode === digits ? 0 : callingCode.startsWith(digits) ? 1 : null
  }
  if (code.toLowerCase() === wanted) return 0
  if (words.some((word) => word.startsWith(wanted))) return 1
  if (words.some((word) => word.includes(` ${wanted}`))) return 2
  return wanted.length > 2 && words.some((word) => word.includes(wanted)) ? 3 : null
}

/**
 * The countries that answer what was typed: by name in any of its forms, ISO code, or calling code.
 * In: the countries in order, what was typed. Out: the best first, else in the order given; all where nothing was typed.
 */
export function findCountries(countries: readonly Searchable[], typed: string): Searchable[] {
  const wanted = folded(typed)
  if (wanted === '') return [...countries]
  return countries
    .flatMap((country) => {
      const place = rank(country, wanted)
      return place === null ? [] : [{ country, place }]
    })
    .sort((one, other) => one.place - other.place)
    .map(({ country }) => country)
}

/**
 * The country of a number that is being typed with its calling code. In: the countries in order of likelihood, what was
 * typed, the chosen country. Out: its code; null where no calling code is complete, or the chosen one has it already.
 */
export function countryOfNumber(countries: readonly Country[], typed: string, chosen: string): string | null {
  const digits = /^\s*(?:\+|00)([\d\s().-]*)/.exec(typed.replaceAll(/\p{Cf}/gu, ''))?.[1]?.replaceAll(/\D/g, '')
  if (!digits) return null
  // No calling code begins with another one, so at most one length fits.
  const fitting = countries.filter(({ callingCode }) => digits.startsWith(callingCode))
  if (fitting.length === 0 || fitting.some(({ code }) => code === chosen)) return null
  const main = fitting.find(({ code, callingCode }) => mainOf[callingCode] === code)
  return (main ?? fitting[0])?.code ?? null
}
