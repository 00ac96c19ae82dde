import { useTranslations } from 'next-intl'
import { groupAccount } from '../../lib/i18n/group-account.ts'

/** A bank account in a list of facts: an IBAN in groups of four, or a local number. */
export function Account({ account }: { readonly account: string }) {
  const t = useTranslations('frame')
  const grouped = groupAccount(account)
  return (
    <div>
      <dt>{grouped === account ? t('account') : t('iban')}</dt>
      <dd className="account">
        <bdi dir="ltr">{grouped}</bdi>
      </dd>
    </div>
  )
}
