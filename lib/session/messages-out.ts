import { codeMail } from '../methods/email-code/code-mail.ts'
import { smsText } from '../methods/sms-code/sms-text.ts'
import type { Deps } from './deps.ts'
import type { Opened } from './opened.ts'
import { sessionLocale } from './session-locale.ts'

/** A code on its way: written to the store first, handed over afterwards. */
export interface Outgoing {
  readonly channel: 'sms' | 'email'
  readonly to: string
  readonly code: string
}

/**
 * Hands a code over. Out: whether the sender took it. A sender's fault is logged with its channel and never with the
 * address or the code; the code stays out, so that a message that arrives late still works.
 */
export async function handOver(deps: Deps, opened: Opened, outgoing: Outgoing): Promise<boolean> {
  const { platform, session, user } = opened.record
  const about = { locale: sessionLocale(opened.record), platformName: platform.name, subject: opened.subject }
  try {
    if (outgoing.channel === 'sms') {
      const text = smsText({ ...about, code: outgoing.code, host: deps.config.host })
      await deps.smsSender.send({ to: outgoing.to, text, platformId: platform.id, userId: user.id })
    } else {
      const mail = codeMail({ ...about, code: outgoing.code })
      await deps.mailer.send({ to: outgoing.to, platformId: platform.id, userId: user.id, ...mail })
    }
    return true
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    deps.log.error({ sessionId: session.id, channel: outgoing.channel, error: name }, 'a code could not be handed over')
    return false
  }
}
