import type { Mailer } from '../ports/mailer.ts'
import type { SmsSender } from '../ports/sms-sender.ts'

/** A message as the sandbox's inbox keeps it. */
export interface SandboxMessage {
  readonly channel: 'sms' | 'email'
  readonly platformId: string
  readonly userId?: string | undefined
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
      send: ({ platformId, userId, to, subject, text }) =>
        deposit({ channel: 'email', platformId, userId, to, subject, text }),
    },
    smsSender: {
      send: async ({ platformId, userId, to, text }) => {
        await deposit({ channel: 'sms', platformId, userId, to, text })
        return { taken: true }
      },
    },
  }
}
