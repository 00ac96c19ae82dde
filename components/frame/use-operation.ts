import { useFormatter, useLocale } from 'next-intl'
import { formatAmount } from '../../lib/i18n/format-amount.ts'
import { groupAccount } from '../../lib/i18n/group-account.ts'
import { sumPayments } from '../../lib/i18n/sum-payments.ts'
import type { Subject } from '../../lib/sca/operation.ts'
import type { OperationProps } from './operation.tsx'
import { useTexts } from './use-texts.ts'

interface Given {
  readonly subject: Subject
  readonly platformName: string
  /** Nothing is left to approve. */
  readonly ended?: boolean
}

/**
 * What is being approved, in words: of a batch its total, how many payments, and every one of them on demand
 * (RTS 5(3)(b)). In: the subject of a session, who asks. Out: what is drawn at the same place on every step.
 */
export function useOperation({ subject, platformName, ended = false }: Given): OperationProps {
  const t = useTexts('frame')
  const purpose = useTexts(`purposes.${subject.purpose}`)
  const format = useFormatter()
  const locale = useLocale()
  const none = { amounts: [], main: null, facts: [], batch: null }
  const shown = { ...none, label: t('summary'), kind: ended ? null : purpose('kind') }
  const what = () => ({ text: purpose('what', { platform: platformName }), isName: false })
  const scope = (text: string) => [{ label: t('scope'), text }]
  const account = (number: string) => {
    // A local number stays as it is.
    const grouped = groupAccount(number)
    return { label: grouped === number ? t('account') : t('iban'), text: grouped, isAccount: true }
  }
  switch (subject.purpose) {
    case 'payment': {
      if ('payments' in subject.operation) {
        const { payments } = subject.operation
        return {
          ...shown,
          amounts: sumPayments(payments).map((total) => formatAmount(total, locale)),
          batch: {
            count: t('batch', { count: payments.length }),
            payments: payments.map(({ amount, payee, reference }) => ({
              payee: payee.name,
              amount: formatAmount(amount, locale),
              account: payee.account ? groupAccount(payee.account) : null,
              reference: reference ?? null,
            })),
          },
        }
      }
      const { amount, payee, reference } = subject.operation
      return {
        ...shown,
        amounts: [formatAmount(amount, locale)],
        facts: [
          { label: t('payee'), text: payee.name },
          ...(payee.account ? [account(payee.account)] : []),
          ...(reference ? [{ label: t('reference'), text: reference }] : []),
        ],
      }
    }
    case 'payee': {
      const { name, account: number } = subject.operation.payee
      return { ...shown, main: { text: name, isName: true }, facts: [account(number)] }
    }
    case 'access':
      return { ...shown, main: what(), facts: scope(subject.operation.scope) }
    case 'profile':
      return { ...shown, main: what(), facts: scope(format.list(subject.operation.fields)) }
    case 'consent':
      return { ...shown, main: what(), facts: scope(format.list(subject.operation.scopes)) }
    default:
      return { ...shown, main: what() }
  }
}
