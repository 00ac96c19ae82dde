/** The texts are written for one region where a language has several; dates and amounts follow the same. */
const regions: Readonly<Record<string, string>> = { en: 'en-GB', pt: 'pt-PT' }

/** The locale for `Intl`. In: the language of the page. Out: with its region, where the bare language means another. */
export function regionalLocale(language: string): string {
  return regions[language] ?? language
}
