import { useFormatter, useTranslations } from 'next-intl'
import type { Payment, Subject } from '../../lib/sca/operation.ts'
import { Account } from './account.tsx'
import { BatchSummary } from './batch-summary.tsx'
import { BigAmount } from './big-amount.tsx'

interface Props {
  readonly subject: Subject
  readonly platformName: string
  /** After the end nothing is left to approve, and the label that says so is left out. */
  readonly ended?: boolean
}

/** What is being approved, at the same place on every step. */
export function OperationSummary({ subject, platformName, ended = false }: Props) {
  const t = useTranslations('frame')
  const purpose = useTranslations(`purposes.${subject.purpose}`)
  return (
    <section className="operation" aria-label={t('summary')}>
      {ended ? null : <p className="operation-kind">{purpose('kind')}</p>}
      {subject.purpose === 'payment' && 'payments' in subject.operation ? (
        <BatchSummary payments={subject.operation.payments} />
      ) : null}
      {subject.purpose === 'payment' && 'amount' in subject.operation ? (
        <PaymentSummary {...subject.operation} />
      ) : null}
      {subject.purpose === 'payee' ? (
        <>
          <p className="operation-main">
            <bdi>{subject.operation.payee.name}</bdi>
          </p>
          <dl>
            <Account account={subject.operation.payee.account} />
          </dl>
        </>
      ) : null}
      {subject.operation === null ? (
        <p className="operation-main">{purpose('what', { platform: platformName })}</p>
      ) : null}
      {subject.purpose === 'access' ? (
        <>
          <p className="operation-main">{purpose('what', { platform: platformName })}</p>
          <dl>
            <div>
              <dt>{t('scope')}</dt>
              <dd>
                <bdi>{subject.operation.scope}</bdi>
              </dd>
            </div>
          </dl>
        </>
      ) : null}
      {subject.purpose === 'profile' ? (
        <Named what={purpose('what', { platform: platformName })} values={subject.operation.fields} />
      ) : null}
      {subject.purpose === 'consent' ? (
        <Named what={purpose('what', { platform: platformName })} values={subject.operation.scopes} />
      ) : null}
    </section>
  )
}

function PaymentSummary({ amount, payee, reference }: Payment) {
  const t = useTranslations('frame')
  return (
    <>
      <BigAmount amount={amount} />
      <dl>
        <div>
          <dt>{t('payee')}</dt>
          <dd>
            <bdi>{payee.name}</bdi>
          </dd>
        </div>
        {payee.account ? <Account account={payee.account} /> : null}
        {reference ? (
          <div>
            <dt>{t('reference')}</dt>
            <dd>
              <bdi>{reference}</bdi>
            </dd>
          </div>
        ) : null}
      </dl>
    </>
  )
}

function Named({ what, values }: { what: string; values: readonly string[] }) {
  const t = useTranslations('frame')
  const format = useFormatter()
  return (
    <>
      <p className="operation-main">{what}</p>
      <dl>
        <div>
          <dt>{t('scope')}</dt>
          <dd>
            <bdi>{format.list(values)}</bdi>
          </dd>
        </div>
      </dl>
    </>
  )
}
