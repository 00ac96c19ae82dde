import { useLocale } from 'next-intl'
import type { ComponentProps } from 'react'
import { regionalLocale } from '../../lib/i18n/regional-locale.ts'
import type { PhoneView } from '../../lib/sca/view.ts'
import type { CountryField } from '../fields/country-field.tsx'
import { useTexts } from './use-texts.ts'

/** The countries by name in the page's language, the likely ones first. Out: what `CountryField` draws; null: nothing is asked. */
export function useCountries(phone: PhoneView | null): ComponentProps<typeof CountryField> | null {
  const t = useTexts('steps.give-phone')
  const locale = regionalLocale(useLocale())
  if (phone === null) return null
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  const collator = new Intl.Collator(locale)
  const named = phone.countries
    .map(({ code, callingCode }) => ({ code, callingCode, name: names.of(code) ?? code }))
    .sort((a, b) => collator.compare(a.name, b.name))
  const likely = phone.likely.flatMap((wanted) => named.filter(({ code }) => code === wanted))
  const others = named.filter(({ code }) => !phone.likely.includes(code))
  return {
    texts: {
      label: t('country'),
      hint: t('countryHint'),
      none: t('countriesFound', { count: 0 }),
      one: t('countriesFound', { count: 1 }),
      // The number comes later; every count from two on has the same form in all seven languages.
      several: t('countriesFound', { count: 2 }).replace(/\d+/, '@'),
    },
    start: phone.country,
    countries: [...likely, ...others],
    likely: likely.length,
  }
}
