import { describe, expect, it } from 'vitest'
import { systemClock } from '../ports/clock.ts'
import { systemRandom } from '../ports/random.ts'
import { smsGateways } from './sms-gateways.ts'

const parts = { origin: 'https://sca.example', clock: systemClock, random: systemRandom, timeoutMs: 1_000 }
const twilio = `twilio://AC${'0'.repeat(32)}:${'token'.repeat(5)}@api.twilio.com?from=Shop`
const smpp = 'smpps://shop:secret-1@smpp.example?from=Shop'
const namesOf = (smsUrl: string, smsFallbackUrl: string | null = null) =>
  smsGateways({ smsUrl, smsFallbackUrl }, parts).map(({ name }) => name)

describe('the gateways of a configuration', () => {
  it('come in their order, and none for the sandbox', () => {
    expect(namesOf('sandbox:')).toEqual([])
    expect(namesOf(twilio)).toEqual(['twilio'])
    expect(namesOf(smpp, twilio)).toEqual(['smpp', 'twilio'])
    expect(namesOf(smpp, smpp.replace('smpp.', 'other.'))).toEqual(['smpp', 'smpp'])
  })

  it.each([
    [smpp.replace('from', 'sender'), null, 'SMS_URL: takes only'],
    [smpp, `${twilio}&x=1`, 'SMS_FALLBACK_URL: takes only'],
    ['smpp://shop:secret-1@smpp.example?from=Shop', null, 'SMS_URL: without TLS'],
  ])('OPS-01 that cannot be read name their variable and nothing of their value', (smsUrl, smsFallbackUrl, said) => {
    const read = () => smsGateways({ smsUrl, smsFallbackUrl }, parts)
    expect(read).toThrow(said)
    expect(read).not.toThrow(/secret-1|token/)
  })

  it('ask Twilio for reports only where it could bring them', () => {
    const at = (origin: string) =>
      smsGateways({ smsUrl: twilio, smsFallbackUrl: null }, { ...parts, origin }).map(({ readCall }) => typeof readCall)
    expect(at('https://sca.example')).toEqual(['function'])
    expect(at('http://localhost:3000')).toEqual(['undefined'])
  })
})
