import { decimalAmount, type Money } from './decimal-amount.ts'
import { regionalLocale } from './regional-locale.ts'

/** Writes an amount for an SMS, `31.00 EUR`: every character is in the smallest alphabet of SMS. */
export function plainAmount(amount: Money, locale: string): string {
  const { decimal, exponent } = decimalAmount(amount)
  const text = new Intl.NumberFormat(regionalLocale(locale), {
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  }).format(decimal)
  // Narrow and no-break spaces, and typographic apostrophes, would double the price of the message.
  return `${text.replace(/\s/g, ' ').replace(/’/g, "'")} ${amount.currency}`
}
