import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readinessOf } from '../readiness/readiness.ts'
import { smsByGateways } from '../senders/sms-by-gateways.ts'
import { twilioGateway } from '../senders/twilio/twilio-gateway.ts'
import { twilioOptions } from '../senders/twilio/twilio-options.ts'
import { stepView } from '../session/step-view.ts'
import { enrol, person, toIdentity } from '../session/testing/person.ts'
import { makeWorld, mint, seed } from '../session/testing/world.ts'
import { createApi } from './create-api.ts'

const sid = `AC${'0'.repeat(32)}`
const token = 'token-of-32-signs-that-is-secret'

/** A user who waits for a code that went by Twilio, and Twilio's calls. */
async function waiting() {
  const world = makeWorld()
  await seed(world)
  await enrol(world, person(world, await mint(world, 'enrolment')))
  const who = person(world, await mint(world, 'payment'))
  await toIdentity(world, who)
  const { origin } = world.deps.config
  const options = twilioOptions(`twilio://${sid}:${token}@api.twilio.com?from=Shop`)
  const parts = { clock: world.deps.clock, random: world.deps.random, observe: () => undefined }
  const { readCall } = smsByGateways([twilioGateway(options, { origin, timeoutMs: 1_000 })], parts)
  const smsSender = { ...world.deps.smsSender, ...(readCall && { readCall }) }
  const app = createApi({ ...world.deps, smsSender }, await readinessOf(world.deps))
  const address = `/sms-reports/twilio?reference=${world.references.at(-1)}`
  const call = (status: string, signedFor = origin + address, at = address, more: HeadersInit = {}) => {
    const form = { AccountSid: sid, MessageSid: 'SM1', MessageStatus: status }
    const text = Object.entries(form)
      .sort()
      .reduce((all, [name, value]) => all + name + value, signedFor)
    const signature = createHmac('sha1', token).update(text).digest('base64')
    return app.request(`http://10.0.0.7:3000${at}`, {
      method: 'POST',
      headers: { 'x-twilio-signature': signature, ...more },
      body: new URLSearchParams(form),
    })
  }
  const shown = async () => stepView(world.deps, await who.opened(), 'confirm-identity').undelivered
  return { world, app, call, shown, address, origin }
}

describe('SMS-31 reports of Twilio', () => {
  it('that are signed for our public origin reach the page, whatever host the request names', async () => {
    const { call, shown } = await waiting()
    expect((await call('undelivered')).status).toBe(204)
    expect(await shown()).toBe(true)
    expect((await call('undelivered')).status).toBe(204)
    expect((await call('delivered')).status).toBe(204)
    expect(await shown()).toBe(false)
  })

  it('that are forged are refused and change nothing', async () => {
    const { call, shown, address, origin, world } = await waiting()
    const evil = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', host: 'evil.example' }
    const answers = await Promise.all([
      call('undelivered', `https://evil.example${address}`, address, evil),
      call('undelivered', `http://10.0.0.7:3000${address}`),
      call('undelivered', `${origin}${address}x`),
      call('undelivered', origin + address, `${address}x`),
      call('undelivered', origin + address, address.replace('twilio', 'smpp')),
      call('undelivered', origin + address, address, { 'x-twilio-signature': '' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403])
    expect(await shown()).toBe(false)
    expect(world.logged.join('')).not.toContain(token)
  })

  it('that are too large are not read', async () => {
    const { app, address } = await waiting()
    const answer = await app.request(address, { method: 'POST', body: 'x'.repeat(16 * 1024 + 1) })
    expect(answer.status).toBe(413)
  })

  it('cannot be asked for, and are not there without a gateway', async () => {
    const { app, address, world } = await waiting()
    expect((await app.request(address)).status).toBe(405)
    const without = createApi(world.deps, await readinessOf(world.deps))
    expect((await without.request(address, { method: 'POST', body: '' })).status).toBe(404)
  })
})
