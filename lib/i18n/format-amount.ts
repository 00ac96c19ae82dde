import { decimalAmount, type Money } from './decimal-amount.ts'
import { regionalLocale } from './regional-locale.ts'

/** Symbols that belong to one currency alone; all others are followed by the code. */
const unmistakable = new Set(['EUR', 'PLN', 'CZK', 'HUF'])

/** To make a format costs twenty times what it costs to use it. A platform asks in few currencies. */
const formats = new Map<string, Intl.NumberFormat>()
const mostFormats = 100

/** Writes an amount for a page, `€31.00` or `$31.00 USD`. In: whole minor units and currency, locale. */
export function formatAmount(amount: Money, locale: string): string {
  const { decimal, exponent } = decimalAmount(amount)
  const { currency } = amount
  const text = formatOf(currency, exponent, locale).format(decimal)
  return unmistakable.has(currency) || text.includes(currency) ? text : `${text} ${currency}`
}

function formatOf(currency: string, decimals: number, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const kept = formats.get(key)
  if (kept !== undefined) return kept
  const format = new Intl.NumberFormat(regionalLocale(locale), {
    style: 'currency',
    // The code follows where the symbol is shared, so that the symbol need not say it as well.
    currencyDisplay: 'narrowSymbol',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  if (formats.size >= mostFormats) formats.clear()
  formats.set(key, format)
  return format
}
