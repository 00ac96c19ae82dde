import { describe, expect, it } from 'vitest'
import { meteredMailer, meteredSmsSender } from './metered-senders.ts'
import { prometheusMeters } from './prometheus-meters.ts'
import { readMetrics } from './testing/read-metrics.ts'

const message = { reference: 'r', to: '+33611111111', subject: 's', text: 't', platformId: 'p' }

describe('messages are counted', () => {
  it('by channel and result, and what a gateway throws is passed on', async () => {
    const meters = prometheusMeters()
    const takes = { send: async () => ({ taken: true as const }) }
    const refuses = { send: async () => ({ failed: 'try-later' as const }) }
    const fails = { send: () => Promise.reject(new Error('gateway down')) }
    await meteredMailer({ send: async () => undefined }, meters).send(message)
    await meteredSmsSender(takes, meters).send(message)
    expect(await meteredSmsSender(refuses, meters).send(message)).toEqual({ failed: 'try-later' })
    await expect(meteredSmsSender(fails, meters).send(message)).rejects.toThrow('gateway down')
    const read = await readMetrics(meters)
    expect(read.get('assent_messages_total{channel="email",result="sent"}')).toBe(1)
    expect(read.get('assent_messages_total{channel="sms",result="sent"}')).toBe(1)
    expect(read.get('assent_messages_total{channel="sms",result="failed"}')).toBe(2)
    expect(read.get('assent_message_seconds_count{channel="sms"}')).toBe(3)
  })
})
