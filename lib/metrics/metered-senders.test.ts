import { describe, expect, it } from 'vitest'
import { meteredMailer, meteredSmsSender } from './metered-senders.ts'
import { prometheusMeters } from './prometheus-meters.ts'
import { readMetrics } from './testing/read-metrics.ts'

const message = { to: '+33611111111', subject: 's', text: 't', platformId: 'p' }

describe('messages are counted', () => {
  it('by channel and result, and what a gateway throws is passed on', async () => {
    const meters = prometheusMeters()
    const takes = { send: async () => undefined }
    const fails = { send: () => Promise.reject(new Error('gateway down')) }
    await meteredMailer(takes, meters).send(message)
    await meteredSmsSender(takes, meters).send(message)
    await expect(meteredSmsSender(fails, meters).send(message)).rejects.toThrow('gateway down')
    const read = await readMetrics(meters)
    expect(read.get('assent_messages_total{channel="email",result="sent"}')).toBe(1)
    expect(read.get('assent_messages_total{channel="sms",result="sent"}')).toBe(1)
    expect(read.get('assent_messages_total{channel="sms",result="failed"}')).toBe(1)
    expect(read.get('assent_message_seconds_count{channel="sms"}')).toBe(2)
  })
})
