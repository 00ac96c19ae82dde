import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { ReportCall } from '../../ports/sms-sender.ts'
import { json, twilioDouble } from '../testing/twilio-double.ts'
import { twilioGateway } from './twilio-gateway.ts'
import { twilioOptions } from './twilio-options.ts'

const sid = `AC${'0123456789abcdef'.repeat(2)}`
const key = `SK${'0123456789abcdef'.repeat(2)}`
const token = 'token-of-32-signs-that-is-secret'
const url = `twilio://${sid}:${token}@api.twilio.com?from=+447400123456`
const origin = 'https://sca.example'
const sms = { reference: 'ses_1.code_1', to: '+33612345678', text: 'code 042731\n\n@host #042731', platformId: 'p' }
const never = new AbortController().signal

type Double = Awaited<ReturnType<typeof twilioDouble>>
const doubles: Double[] = []
afterEach(async () => {
  for (const double of doubles.splice(0)) await double.close()
})

async function aGateway(answer?: Parameters<typeof twilioDouble>[0], address = url, timeoutMs = 2_000) {
  const double = await twilioDouble(answer)
  doubles.push(double)
  const settings = { origin, timeoutMs, httpClient: double.httpClient(timeoutMs) }
  return { gateway: twilioGateway(twilioOptions(address), settings), asked: double.asked, double }
}

describe('Twilio', () => {
  it('is given number, text and sender as they are, and our reference to report back', async () => {
    const { gateway, asked } = await aGateway()
    expect(await gateway.send(sms, never)).toEqual({ taken: true })
    expect(asked).toEqual([
      {
        method: 'POST',
        path: `/2010-04-01/Accounts/${sid}/Messages.json`,
        authorization: `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`,
        form: {
          To: sms.to,
          From: '+447400123456',
          Body: sms.text,
          StatusCallback: 'https://sca.example/sms-reports/twilio?reference=ses_1.code_1',
        },
      },
    ])
  })

  it('is used with an API key and a messaging service, without reports where their signature could not be checked', async () => {
    const service = `MG${'0'.repeat(32)}`
    const address = `twilio://${key}:${token}%2F@api.dublin.ie1.twilio.com?account=${sid}&messagingService=${service}`
    const { gateway, asked } = await aGateway(undefined, address)
    await gateway.send(sms, never)
    expect(asked[0]?.authorization).toBe(`Basic ${Buffer.from(`${key}:${token}/`).toString('base64')}`)
    expect(asked[0]?.path).toContain(sid)
    expect(asked[0]?.form).toEqual({ To: sms.to, MessagingServiceSid: service, Body: sms.text })
    expect(gateway.readCall).toBeUndefined()
  })

  it('tries nothing again by itself', async () => {
    const { gateway, asked } = await aGateway(json(429, { code: 20429, message: 'slow down' }))
    await gateway.send(sms, never)
    expect(asked).toHaveLength(1)
  })

  it('sends nothing any more once the time for it is over', async () => {
    const { gateway, asked } = await aGateway()
    expect(await gateway.send(sms, AbortSignal.abort())).toEqual({ failed: 'try-later' })
    expect(asked).toEqual([])
  })

  it.each([
    [400, 21211, 'number-refused'],
    [400, 21610, 'number-refused'],
    [400, 21614, 'number-refused'],
    [400, 21408, 'rejected'],
    [400, 21606, 'rejected'],
    [401, 20003, 'misconfigured'],
    [403, undefined, 'misconfigured'],
    [404, 20404, 'misconfigured'],
    [307, undefined, 'rejected'],
    [429, 20429, 'try-later'],
    [400, 21611, 'try-later'],
    [503, undefined, 'try-later'],
    [500, 20500, 'unanswered'],
    [502, undefined, 'unanswered'],
  ])('SMS-30 an answer of %i with code %s means: %s', async (status, code, failed) => {
    const { gateway } = await aGateway(json(status, { code, message: `no ${sms.to} ${sms.text}` }))
    expect(await gateway.send(sms, never)).toEqual({ failed })
  })

  it.each<[string, Parameters<typeof twilioDouble>[0]]>([
    ['never answers', () => undefined],
    ['hangs up in the middle', (response) => response.destroy()],
    ['answers with what is no JSON', (response) => response.writeHead(201).end('<html>')],
    ['answers with nothing', (response) => response.writeHead(201).end()],
    ['answers with JSON of another kind', json(201, { hello: 1 })],
  ])('SMS-30 whoever %s may have sent it', async (_, answer) => {
    const { gateway } = await aGateway(answer, url, 100)
    expect(await gateway.send(sms, never)).toEqual({ failed: 'unanswered' })
  })

  it('whoever is not there has not sent it', async () => {
    const { gateway, double } = await aGateway()
    await double.close()
    expect(await gateway.send(sms, never)).toEqual({ failed: 'try-later' })
  })

  it('is asked for the account when it is checked, and a wrong token is said in words without it', async () => {
    const { gateway, asked } = await aGateway(json(200, { sid, status: 'active' }))
    expect(await gateway.check(never)).toBeNull()
    expect(asked[0]).toMatchObject({ method: 'GET', path: `/2010-04-01/Accounts/${sid}.json` })
    const refused = await aGateway(json(401, { code: 20003, message: token }))
    expect(await refused.gateway.check(never)).toBe('the account, key or secret is not accepted')
  })
})

describe('SMS-31 a report of Twilio', () => {
  const address = '/sms-reports/twilio?reference=ses_1.code_1'
  const fields = { AccountSid: sid, MessageSid: 'SM1', MessageStatus: 'delivered', To: sms.to }
  const sign = (by: string, of: Record<string, string>, at = origin + address) =>
    createHmac('sha1', by)
      .update(
        Object.keys(of)
          .sort()
          .reduce((text, name) => text + name + of[name], at),
      )
      .digest('base64')
  const call = (change: Partial<ReportCall> = {}, of: Record<string, string> = fields): ReportCall => ({
    address,
    form: Object.entries(of),
    signature: sign(token, of),
    ...change,
  })
  const gateway = twilioGateway(twilioOptions(url), { origin, timeoutMs: 1_000 })
  const read = (given: ReportCall) => gateway.readCall?.(given)

  it.each([
    ['delivered', { reference: 'ses_1.code_1', delivered: true }],
    ['undelivered', { reference: 'ses_1.code_1', delivered: false }],
    ['failed', { reference: 'ses_1.code_1', delivered: false }],
    ['sent', null],
    ['queued', null],
    ['toString', null],
  ])('that says %s', async (status, report) => {
    expect(await read(call({}, { ...fields, MessageStatus: status }))).toEqual(report)
  })

  it.each<[string, ReportCall]>([
    ['without a signature', call({ signature: '' })],
    ['signed with another token', call({ signature: sign('other', fields) })],
    ['for another message', call({ address: address.replace('code_1', 'code_2') })],
    ['with another status', call({ form: Object.entries({ ...fields, MessageStatus: 'failed' }) })],
    ['with a field more', call({ form: [...Object.entries(fields), ['x', 'y']] })],
    ['with a field twice', call({ form: [...Object.entries(fields), ['MessageStatus', 'delivered']] })],
    ['signed for another host', call({ signature: sign(token, fields, `https://evil.example${address}`) })],
    ['signed for plain http', call({ signature: sign(token, fields, `http://sca.example${address}`) })],
    ['of another account', call({}, { ...fields, AccountSid: `AC${'f'.repeat(32)}` })],
  ])('is refused %s', async (_, given) => {
    expect(await read(given)).toBe('forged')
  })

  it('that names no message of ours says nothing', async () => {
    const bare = '/sms-reports/twilio'
    expect(await read(call({ address: bare, signature: sign(token, fields, origin + bare) }))).toBeNull()
  })
})

describe('the address of Twilio', () => {
  it('is read whole', () => {
    expect(twilioOptions(url)).toEqual({
      accountSid: sid,
      user: sid,
      secret: token,
      sender: { from: '+447400123456' },
      authToken: token,
      edge: '',
      region: '',
    })
    const byKey = `twilio://${key}:${token}@api.ashburn.us1.twilio.com?account=${sid}&authToken=${token}2&from=My%20Shop`
    expect(twilioOptions(byKey)).toMatchObject({
      accountSid: sid,
      user: key,
      authToken: `${token}2`,
      sender: { from: 'My Shop' },
      edge: 'ashburn',
      region: 'us1',
    })
  })

  it.each([
    `twilio://${sid}:${token}@evil.example?from=+447400123456`,
    `twilio://${sid}:${token}@api.twilio.com.evil.example?from=+447400123456`,
    `twilio://${sid}:${token}@127.0.0.1?from=+447400123456`,
    `twilio://${sid}:${token}@api.twilio.com:8443?from=+447400123456`,
    `twilio://${sid}:${token}@?from=+447400123456`,
    `twilio://${sid}:${token}@api.twilio.com`,
    `twilio://${sid}:${token}@api.twilio.com?from=`,
    `twilio://${sid}:${token}@api.twilio.com?from=+447400123456&messagingService=MG${'0'.repeat(32)}`,
    `twilio://${sid}:${token}@api.twilio.com?messagingService=MG1`,
    `twilio://${sid}:${token}@api.twilio.com?from=+447400123456&logLevel=debug`,
    `twilio://${sid}:short-${token.slice(0, 5)}@api.twilio.com?from=+447400123456`,
    `twilio://${sid}:${token}%@api.twilio.com?from=+447400123456`,
    `twilio://${key}:${token}@api.twilio.com?from=+447400123456`,
    `twilio://user:${token}@api.twilio.com?from=+447400123456`,
    `twilio://${key}:${token}@api.twilio.com?account=${sid}&authToken=&from=+447400123456`,
    `twilio://${key}:${token}@api.twilio.com?account=${sid}&authToken=abc&from=+447400123456`,
  ])('is refused without being repeated: %s', (address) => {
    let said = ''
    try {
      twilioOptions(address)
    } catch (fault) {
      said = fault instanceof Error ? fault.message : ''
    }
    expect(said).not.toBe('')
    expect(said).not.toMatch(/token-of|0123456789/)
  })
})
