import { currencyExponent } from '../sca/currencies.ts'

/** An amount of any size: a sum of many may be larger than a safe number. */
export interface Money {
  readonly value: number | bigint
  readonly currency: string
}

/**
 * Places the decimal point as text, so that no amount is ever rounded. In: whole minor units. Out: `31.00` and its
 * count of decimals, by ISO 4217: what Intl assumes differs from it for a dozen currencies.
 */
export function decimalAmount({ value, currency }: Money): { decimal: Intl.StringNumericLiteral; exponent: number } {
  const exponent = currencyExponent(currency) ?? 2
  const digits = String(value).padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const decimal = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`
  return { decimal: decimal as Intl.StringNumericLiteral, exponent }
}
