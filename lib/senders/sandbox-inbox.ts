import type { Mailer } from '../ports/mailer.ts'
import type { SmsSender } from '../ports/sms-sender.ts'

/** A message as the sandbox's inbox keeps it. */
export interface SandboxMessage {
  readonly channel: 'sms' | 'email'
  readonly platformId: string
  readonly to: string
  readonly subject?: string
  readonly text: string
}

/** Senders that hand everything to the sandbox's inbox. In: what keeps a message; its fault is the sender's fault. */
export function sandboxInbox(deposit: (message: SandboxMessage) => Promise<void>): {
  readonly mailer: Mailer
  readonly smsSender: SmsSender
} {
  return {
    mailer: {
      send: ({ platformId, to, subject, text }) => deposit({ channel: 'email', platformId, to, subject, text }),
    },
    smsSender: { send: ({ platformId, to, text }) => deposit({ channel: 'sms', platformId, to, text }) },
  }
}
