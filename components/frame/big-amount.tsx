import { useLocale } from 'next-intl'
import type { Money } from '../../lib/i18n/decimal-amount.ts'
import { formatAmount } from '../../lib/i18n/format-amount.ts'

/** The amount, large. A long one is set smaller, since a break before the decimals could be misread. */
export function BigAmount({ amount }: { readonly amount: Money }) {
  const text = formatAmount(amount, useLocale())
  const size = text.length > 20 ? 'small' : text.length > 13 ? 'medium' : 'large'
  return (
    <p className="operation-amount" data-size={size}>
      <bdi>{text}</bdi>
    </p>
  )
}
