import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Authenticator } from '../methods/passkey/testing/authenticator.ts'
import { smppGateway } from '../senders/smpp/smpp-gateway.ts'
import { smppOptions } from '../senders/smpp/smpp-options.ts'
import { smsByGateways } from '../senders/sms-by-gateways.ts'
import { type SmscBehaviour, smsc } from '../senders/testing/smsc.ts'
import { twilioDouble } from '../senders/testing/twilio-double.ts'
import { twilioGateway } from '../senders/twilio/twilio-gateway.ts'
import { twilioOptions } from '../senders/twilio/twilio-options.ts'
import { enrol, newestCode, person, pin } from './testing/person.ts'
import { makeWorld, mint, seed } from './testing/world.ts'

// Loaded by the first message that needs them, which takes from its time.
beforeAll(() => Promise.all([import('twilio'), import('smpp')]))

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A user who is enrolled, and from now on two gateways: Twilio as it answers, then an SMSC as it answers. */
async function twoGateways(first: Parameters<typeof twilioDouble>[0], second: SmscBehaviour = {}) {
  const world = makeWorld()
  await seed(world)
  await enrol(world, person(world, await mint(world, 'enrolment')))
  const twilio = await twilioDouble(first)
  const centre = await smsc(second)
  const { clock, random } = world.deps
  const url = `twilio://AC${'0'.repeat(32)}:${'token'.repeat(5)}@api.twilio.com?from=Shop`
  const settings = { origin: world.deps.config.origin, timeoutMs: 100, httpClient: twilio.httpClient(100) }
  const gateways = [
    twilioGateway(twilioOptions(url), settings),
    smppGateway(smppOptions(`smpp://shop:word@127.0.0.1:${centre.port}?from=Shop`), { clock, random }),
  ]
  const limits = { attemptMs: 800, pauseMs: 1, inFlight: 10, breaker: { failures: 5, restMs: 30_000 } }
  const sender = smsByGateways(gateways, { clock, random, limits, observe: () => undefined })
  closers.push(twilio.close, centre.close, async () => sender.stop?.())
  Object.assign(world.deps, { smsSender: sender })
  const byTwilio = () => twilio.asked.map(({ form }) => form['Body'] ?? '')
  const bySmsc = () => centre.submitted.map(({ bytes }) => bytes.toString('latin1').replaceAll('\0', '@'))
  return { world, byTwilio, bySmsc }
}

const codeIn = (text: string | undefined) => newestCode([{ text: text ?? '' }])

describe('SMS-30 REL-10 whatever the gateways do, at most one code is valid', () => {
  it('the first takes the message and then hangs: the second brings the same text with the same code', async () => {
    const { world, byTwilio, bySmsc } = await twoGateways(() => undefined)
    const who = person(world, await mint(world, 'payment'))
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    expect((await who.press('confirm-identity', 'send')).refused).toBeNull()
    expect(byTwilio()).toHaveLength(2)
    expect(bySmsc()).toHaveLength(1)
    expect(new Set([...byTwilio(), ...bySmsc()]).size).toBe(1)
    const { record } = await who.opened()
    expect(record.challenges.filter(({ kind }) => kind === 'sms-code')).toHaveLength(1)
    await who.press('confirm-identity', 'submit', { pin, code: codeIn(bySmsc()[0]) })
    expect(await who.at()).toBe('succeeded')
  })

  it('a code that is asked for again voids the one that both gateways brought', async () => {
    const { world, byTwilio, bySmsc } = await twoGateways(() => undefined)
    const who = person(world, await mint(world, 'payment'))
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    await who.press('confirm-identity', 'send')
    world.time.now += 30_000
    expect((await who.press('confirm-identity', 'resend')).refused).toBeNull()
    const [first, second] = bySmsc().map(codeIn)
    expect(new Set(byTwilio().map(codeIn))).toEqual(new Set([first, second]))
    const { refused } = await who.press('confirm-identity', 'submit', { pin, code: first ?? '' })
    expect(refused?.refused).toBe('identity-not-accepted')
    await who.press('confirm-identity', 'submit', { pin, code: second ?? '' })
    expect(await who.at()).toBe('succeeded')
  })

  it('both hang: the page says that it could not be sent, and the code that arrives late is the one that is valid', async () => {
    const { world, byTwilio, bySmsc } = await twoGateways(() => undefined, { submit: () => null })
    const who = person(world, await mint(world, 'payment'))
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    expect((await who.press('confirm-identity', 'send')).refused).toEqual({ refused: 'send-failed' })
    expect(new Set([...byTwilio(), ...bySmsc()]).size).toBe(1)
    await who.press('confirm-identity', 'submit', { pin, code: codeIn(byTwilio()[0]) })
    expect(await who.at()).toBe('succeeded')
    expect(world.logged.join('')).not.toMatch(/612345678|\b\d{6}\b/)
  })

  it('a passkey needs no gateway', async () => {
    const { world, byTwilio, bySmsc } = await twoGateways(() => undefined, { submit: () => null })
    const { host: rpId, origin } = world.deps.config
    const who = person(world, await mint(world, 'payment'))
    await who.start(true)
    const { record } = await who.opened()
    const key = new Authenticator({ origin, rpId, handle: record.user.handle })
    const challenge = async (kind: string) =>
      (await who.opened()).record.challenges.find((row) => row.kind === kind)?.secret ?? ''
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    // Both hang, so the proof is given by the code that arrives late; then a passkey is added.
    await who.press('confirm-identity', 'send')
    await who.press('confirm-identity', 'submit', { pin, code: codeIn(bySmsc()[0]) })
    const made = key.create(await challenge('passkey-creation'))
    await who.press('create-passkey', 'submit', { response: JSON.stringify(made) })
    expect(await who.at()).toBe('succeeded')
    const sent = byTwilio().length + bySmsc().length
    const next = person(world, await mint(world, 'payment'))
    await next.start(true)
    const use = (await next.opened()).record.challenges.find(({ kind }) => kind === 'passkey-use')?.secret ?? ''
    await next.press('use-passkey', 'submit', { response: JSON.stringify(key.use(use)) })
    expect(await next.at()).toBe('succeeded')
    expect(byTwilio().length + bySmsc().length).toBe(sent)
  })

  it('a number that both would refuse is asked for once and answered like any other (SMS-14)', async () => {
    const { world, byTwilio, bySmsc } = await twoGateways((response) => {
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ code: 21614, message: 'x' }))
    })
    const who = person(world, await mint(world, 'payment'))
    await who.start()
    await who.press('confirm-email', 'submit', { email: 'ann@example.com' })
    expect((await who.press('confirm-identity', 'send')).refused).toBeNull()
    expect([byTwilio().length, bySmsc().length]).toEqual([1, 0])
    expect(await who.at()).toBe('confirm-identity')
  })
})
