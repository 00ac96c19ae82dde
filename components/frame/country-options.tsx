import { regionalLocale } from '../../lib/i18n/regional-locale.ts'
import type { PhoneView } from '../../lib/sca/view.ts'

interface Props {
  readonly phone: PhoneView
  readonly locale: string
}

/** The countries by name in the page's language, the user's own first. */
export function CountryOptions({ phone, locale }: Props) {
  const names = new Intl.DisplayNames([regionalLocale(locale)], { type: 'region' })
  const collator = new Intl.Collator(regionalLocale(locale))
  const named = phone.countries
    .map(({ code, callingCode }) => ({ code, callingCode, name: names.of(code) ?? code }))
    .sort((a, b) => collator.compare(a.name, b.name))
  const own = named.filter(({ code }) => code === phone.country)
  const others = named.filter(({ code }) => code !== phone.country)
  return [...own, ...others].map(({ code, callingCode, name }) => (
    <option key={code} value={code}>
      {`${name} (+${callingCode})`}
    </option>
  ))
}
