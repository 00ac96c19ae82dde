import { codeMail } from '../methods/email-code/code-mail.ts'
import { smsText } from '../methods/sms-code/sms-text.ts'
import type { Deps } from './deps.ts'
import type { Opened } from './opened.ts'
import { sessionLocale } from './session-locale.ts'
import { codeReference } from './take-report.ts'

/** A code on its way: written to the store first, handed over afterwards. */
export interface Outgoing {
  readonly channel: 'sms' | 'email'
  readonly to: string
  readonly code: string
  readonly codeId: string
}

/** Whether a code left: surely, surely not, perhaps, or not to this number. */
export type HandedOver = 'taken' | 'not-taken' | 'unanswered' | 'number-refused'

/**
 * Hands a code over. Out: whether it left. A sender's fault is logged with its channel and never with the address or the
 * code.
 */
export async function handOver(deps: Deps, opened: Opened, outgoing: Outgoing): Promise<HandedOver> {
  const { platform, session, user } = opened.record
  const about = { locale: sessionLocale(opened.record), platformName: platform.name, subject: opened.subject }
  try {
    if (outgoing.channel === 'sms') {
      const text = smsText({ ...about, code: outgoing.code, host: deps.config.host })
      const reference = codeReference(session.id, outgoing.codeId)
      const sms = { reference, to: outgoing.to, text, platformId: platform.id, userId: user.id }
      const answer = await deps.smsSender.send(sms)
      if ('failed' in answer) {
        deps.log.error({ sessionId: session.id, failed: answer.failed }, 'a text message was not taken')
        const { failed } = answer
        return failed === 'number-refused' || failed === 'unanswered' ? failed : 'not-taken'
      }
    } else {
      const mail = codeMail({ ...about, code: outgoing.code })
      await deps.mailer.send({ to: outgoing.to, platformId: platform.id, userId: user.id, ...mail })
    }
    return 'taken'
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    deps.log.error({ sessionId: session.id, channel: outgoing.channel, error: name }, 'a code could not be handed over')
    return 'unanswered'
  }
}
