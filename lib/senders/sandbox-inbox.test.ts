import { expect, it } from 'vitest'
import { type SandboxMessage, sandboxInbox } from './sandbox-inbox.ts'

it('the sandbox keeps every message under its platform, as it was written', async () => {
  const kept: SandboxMessage[] = []
  const { mailer, smsSender } = sandboxInbox(async (message) => {
    kept.push(message)
  })
  await smsSender.send({ reference: 'r', platformId: 'p1', to: '+33611111111', text: 'code\n\n@host #123456' })
  await mailer.send({ platformId: 'p2', to: 'anna@example.com', subject: 'Your code', text: 'code' })
  expect(kept).toEqual([
    { channel: 'sms', platformId: 'p1', to: '+33611111111', text: 'code\n\n@host #123456' },
    { channel: 'email', platformId: 'p2', to: 'anna@example.com', subject: 'Your code', text: 'code' },
  ])
})

it('what cannot be kept was not sent', async () => {
  const { smsSender } = sandboxInbox(async () => {
    throw new Error('full')
  })
  await expect(smsSender.send({ reference: 'r', platformId: 'p', to: '+33611111111', text: '' })).rejects.toThrow(
    'full',
  )
})
