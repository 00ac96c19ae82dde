import { useLocale, useTranslations } from 'next-intl'
import { formatAmount } from '../../lib/i18n/format-amount.ts'
import { groupAccount } from '../../lib/i18n/group-account.ts'
import { sumPayments } from '../../lib/i18n/sum-payments.ts'
import type { Payment } from '../../lib/sca/operation.ts'
import { BigAmount } from './big-amount.tsx'

/** A batch: its total, how many payments, and every one of them on demand (RTS 5(3)(b)). */
export function BatchSummary({ payments }: { readonly payments: readonly Payment[] }) {
  const t = useTranslations('frame')
  const locale = useLocale()
  return (
    <>
      {sumPayments(payments).map((total) => (
        <BigAmount key={total.currency} amount={total} />
      ))}
      <details className="batch">
        <summary>{t('batch', { count: payments.length })}</summary>
        <ol>
          {payments.map(({ amount, payee, reference }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is immutable, and two payments may be alike
            <li key={place}>
              <bdi className="batch-payee">{payee.name}</bdi>
              <bdi className="batch-amount">{formatAmount(amount, locale)}</bdi>
              {payee.account ? (
                <bdi className="account" dir="ltr">
                  {groupAccount(payee.account)}
                </bdi>
              ) : null}
              {reference ? <bdi className="batch-reference">{reference}</bdi> : null}
            </li>
          ))}
        </ol>
      </details>
    </>
  )
}
