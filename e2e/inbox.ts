import type { Platform } from './platform.ts'

interface Message {
  readonly channel: 'sms' | 'email'
  readonly to: string
  readonly subject?: string
  readonly text: string
}

/** All that was sent to an address or number, newest first. */
export async function messagesTo(platform: Platform, to: string): Promise<Message[]> {
  const { body } = await platform.call('GET', `/sandbox/inbox?to=${encodeURIComponent(to)}`)
  return body.data
}

/** The code of the newest message to an address or number. Throws where none was sent. */
export async function codeTo(platform: Platform, to: string): Promise<string> {
  const [newest] = await messagesTo(platform, to)
  const code = /\b\d{6}\b/.exec(newest?.text ?? '')?.[0]
  if (!code) throw new Error(`no code was sent to ${to}`)
  return code
}
