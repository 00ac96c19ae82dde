import type { Amount } from '../sca/operation.ts'

/** Writes an amount for an SMS, `31.00 EUR`: every character is in the smallest alphabet of SMS. */
export function plainAmount({ value, currency }: Amount | { value: bigint; currency: string }, locale: string): string {
  const { maximumFractionDigits: exponent = 2 } = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
  }).resolvedOptions()
  const digits = String(value).padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const decimal = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: exponent, maximumFractionDigits: exponent })
  // Narrow and no-break spaces, and typographic apostrophes, would double the price of the message.
  const text = format
    .format(decimal as Intl.StringNumericLiteral)
    .replace(/\s/g, ' ')
    .replace(/’/g, "'")
  return `${text} ${currency}`
}
