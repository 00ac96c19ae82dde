import { decimalAmount, type Money } from './decimal-amount.ts'
import { regionalLocale } from './regional-locale.ts'

/** Symbols that belong to one currency alone; all others are followed by the code. */
const unmistakable = new Set(['EUR', 'PLN', 'CZK', 'HUF'])

/** Writes an amount for a page, `€31.00` or `$31.00 USD`. In: whole minor units and currency, locale. */
export function formatAmount(amount: Money, locale: string): string {
  const { decimal, exponent } = decimalAmount(amount)
  const { currency } = amount
  const text = new Intl.NumberFormat(regionalLocale(locale), {
    style: 'currency',
    // The code follows where the symbol is shared, so that the symbol need not say it as well.
    currencyDisplay: 'narrowSymbol',
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  }).format(decimal)
  return unmistakable.has(currency) || text.includes(currency) ? text : `${text} ${currency}`
}
