import type { Amount } from '../sca/operation.ts'

/** Symbols that belong to one currency alone; all others are followed by the code. */
const unmistakable = new Set(['EUR', 'GBP', 'CHF', 'PLN', 'CZK', 'HUF', 'RON'])

/**
 * Writes an amount for a page, `€31.00` or `$31.00 USD`. In: whole minor units and currency, locale. The digits are
 * placed as text, so that no amount is ever rounded.
 */
export function formatAmount(
  { value, currency }: Amount | { value: bigint; currency: string },
  locale: string,
): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const exponent = format.resolvedOptions().maximumFractionDigits ?? 2
  const digits = String(value).padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const decimal = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`
  const text = format.format(decimal as Intl.StringNumericLiteral)
  return unmistakable.has(currency) || text.includes(currency) ? text : `${text} ${currency}`
}
