import { groupAccount } from '../../i18n/group-account.ts'
import { plainAmount } from '../../i18n/plain-amount.ts'
import { sumPayments } from '../../i18n/sum-payments.ts'
import type { Subject } from '../../sca/operation.ts'
import { cleanText } from '../clean-text.ts'
import { translator } from '../translator.ts'
import { smsAlphabet } from './sms-alphabet.ts'

interface Content {
  readonly locale: string
  /** Six digits. */
  readonly code: string
  /** Host name of the page that takes the code, without port. */
  readonly host: string
  readonly platformName: string
  readonly subject: Subject
}

/**
 * The text message that carries a code: what it approves (DL-08, SMS-04), and as its last line `@host #code`, by which a
 * browser offers the code to that page alone (SMS-01). Names from outside cannot form that line: they are one line each,
 * hold neither `@` nor `#`, and where they happen to hold the code itself it is broken up.
 */
export function smsText({ locale: tag, code, host, platformName, subject }: Content): string {
  const { t, locale } = translator(tag, 'sms')
  const named = (text: string, longest: number) => breakUp(cleanText(text.replaceAll(marks, ' '), longest), code)
  const common = { code, platform: named(platformName, 30) }
  const sentence = () => {
    switch (subject.purpose) {
      case 'payment': {
        if ('payments' in subject.operation) {
          const { payments } = subject.operation
          const amount = sumPayments(payments)
            .map((total) => plainAmount(total, locale))
            .join(' + ')
          return t('code.payments', { ...common, count: payments.length, amount })
        }
        const { amount, payee } = subject.operation
        return t('code.payment', { ...common, amount: plainAmount(amount, locale), payee: named(payee.name, 40) })
      }
      case 'payee': {
        const { name, account } = subject.operation.payee
        return t('code.payee', { ...common, payee: named(name, 40), account: named(groupAccount(account), 45) })
      }
      default:
        return t(`code.${subject.purpose}`, common)
    }
  }
  return `${smsAlphabet(sentence())}\n\n@${host} #${code}`
}

/** The signs of the origin-bound line, in all their widths. */
const marks = /[@#\ufe5f\ufe6b\uff03\uff20]/g

function breakUp(text: string, code: string): string {
  return text.replaceAll(code, `${code.slice(0, 3)} ${code.slice(3)}`)
}
