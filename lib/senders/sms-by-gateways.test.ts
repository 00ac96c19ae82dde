import { describe, expect, it } from 'vitest'
import type { Sms, SmsAnswer } from '../ports/sms-sender.ts'
import { type SmsAttempt, smsByGateways } from './sms-by-gateways.ts'
import type { SmsGateway } from './sms-gateway.ts'

const sms = { reference: 'ses_1.code_1', to: '+33612345678', text: 'code 042731', platformId: 'p' }
const limits = { attemptMs: 40, pauseMs: 3, inFlight: 4, breaker: { failures: 5, restMs: 30_000 } }
const well: SmsAnswer = { taken: true }

type Behaviour = (turn: number, signal: AbortSignal) => SmsAnswer | Promise<SmsAnswer>

/** A gateway that keeps what it was given and answers as it is told. */
function aGateway(name: SmsGateway['name'], answer: Behaviour) {
  const given: Sms[] = []
  const gateway: SmsGateway = {
    name,
    send: async (message, signal) => {
      given.push(message)
      return answer(given.length, signal)
    },
    start: () => undefined,
    stop: async () => undefined,
    check: async () => null,
  }
  return { gateway, given }
}

const hangs: Behaviour = () => new Promise(() => undefined)
const fails =
  (failed: Extract<SmsAnswer, { failed: unknown }>['failed']): Behaviour =>
  () => ({ failed })

function aSender(first: Behaviour, second?: Behaviour, change: Partial<typeof limits> = {}) {
  const a = aGateway('twilio', first)
  const b = second && aGateway('smpp', second)
  const time = { now: 1_000_000 }
  const attempts: SmsAttempt[] = []
  const sender = smsByGateways([a.gateway, ...(b ? [b.gateway] : [])], {
    clock: { now: () => time.now },
    random: { bytes: () => Buffer.alloc(0), below: () => 0 },
    observe: (attempt) => attempts.push(attempt),
    limits: { ...limits, ...change },
  })
  return { sender, time, attempts, first: a.given, second: b?.given ?? [] }
}

describe('SMS-30 a message', () => {
  it('goes out once where the first gateway takes it', async () => {
    const { sender, first, second, attempts } = aSender(
      () => well,
      () => well,
    )
    expect(await sender.send(sms)).toEqual({ taken: true })
    expect([first.length, second.length]).toEqual([1, 0])
    expect(attempts).toEqual([{ gateway: 'twilio', outcome: 'taken', tookMs: 0 }])
  })

  it('is tried again once with the same reference and text', async () => {
    const { sender, first } = aSender((turn) => (turn === 1 ? { failed: 'try-later' } : well))
    expect(await sender.send(sms)).toEqual({ taken: true })
    expect(first).toEqual([sms, sms])
  })

  it('that the first gateway accepts and then hangs on goes to the second as the same message', async () => {
    const { sender, first, second, attempts } = aSender(hangs, () => well)
    expect(await sender.send(sms)).toEqual({ taken: true })
    expect(first).toEqual([sms, sms])
    expect(second).toEqual([sms])
    expect(attempts.map(({ gateway, outcome }) => `${gateway} ${outcome}`)).toEqual([
      'twilio unanswered',
      'twilio unanswered',
      'smpp taken',
    ])
  })

  it('is given up after two attempts at each, and said to have left perhaps where it may have', async () => {
    const surely = aSender(fails('try-later'), fails('misconfigured'))
    expect(await surely.sender.send(sms)).toEqual({ failed: 'misconfigured' })
    expect([surely.first.length, surely.second.length]).toEqual([2, 1])
    const perhaps = aSender(hangs, fails('try-later'))
    expect(await perhaps.sender.send(sms)).toEqual({ failed: 'unanswered' })
    expect([perhaps.first.length, perhaps.second.length]).toEqual([2, 2])
  })

  it('to a number that is refused goes nowhere else', async () => {
    const { sender, first, second } = aSender(fails('number-refused'), () => well)
    expect(await sender.send(sms)).toEqual({ failed: 'number-refused' })
    expect([first.length, second.length]).toEqual([1, 0])
  })

  it('that one gateway does not take goes to the second, and not twice to the first', async () => {
    const { sender, first, second } = aSender(fails('rejected'), () => well)
    expect(await sender.send(sms)).toEqual(well)
    expect([first.length, second.length]).toEqual([1, 1])
  })

  it('outlives a gateway that throws', async () => {
    const { sender } = aSender(
      () => Promise.reject(new Error('042731')),
      () => well,
    )
    expect(await sender.send(sms)).toEqual({ taken: true })
  })

  it('that is slow is told to stop when its time is over', async () => {
    const aborted: boolean[] = []
    const { sender } = aSender(
      (_, signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(aborting(aborted, signal)))),
    )
    await sender.send(sms)
    expect(aborted).toEqual([true, true])
  })
  const aborting = (aborted: boolean[], signal: AbortSignal): SmsAnswer => {
    aborted.push(signal.aborted)
    return { failed: 'unanswered' }
  }

  it('waits for nobody where too many are under way', async () => {
    const release: (() => void)[] = []
    const { sender, first } = aSender(() => new Promise((resolve) => release.push(() => resolve(well))), undefined, {
      attemptMs: 60_000,
    })
    const waiting = Array.from({ length: 4 }, () => sender.send(sms))
    expect(await sender.send(sms)).toEqual({ failed: 'try-later' })
    expect(first).toHaveLength(4)
    for (const go of release) go()
    expect(await Promise.all(waiting)).toEqual([well, well, well, well])
    expect(await Promise.race([sender.send(sms), Promise.resolve('under way')])).toBe('under way')
  })
})

describe('SMS-30 the breaker', () => {
  it('leaves a gateway alone after five failures in a row, and goes straight to the second', async () => {
    const { sender, first, second, attempts } = aSender(fails('try-later'), () => well)
    for (let i = 0; i < 5; i += 1) await sender.send(sms)
    expect([first.length, second.length]).toEqual([5, 5])
    expect(attempts.at(-2)).toEqual({ gateway: 'twilio', outcome: 'resting', tookMs: 0 })
  })

  it('asks again after the rest, by one message alone, and goes on when that was taken', async () => {
    let down = true
    const { sender, time, first, second } = aSender(
      () => (down ? { failed: 'try-later' } : well),
      () => well,
    )
    for (let i = 0; i < 4; i += 1) await sender.send(sms)
    expect(first).toHaveLength(5)
    time.now += 29_999
    await sender.send(sms)
    expect(first).toHaveLength(5)
    time.now += 1
    await Promise.all([sender.send(sms), sender.send(sms), sender.send(sms)])
    expect(first).toHaveLength(6)
    down = false
    time.now += 30_000
    second.length = 0
    await sender.send(sms)
    await sender.send(sms)
    expect([first.length, second.length]).toEqual([8, 0])
  })

  it('REL-09 rests no longer where the clock was wrong and is set back meanwhile', async () => {
    const { sender, time, first } = aSender(fails('try-later'))
    time.now += 365 * 86_400_000
    for (let i = 0; i < 3; i += 1) await sender.send(sms)
    expect(first).toHaveLength(5)
    time.now -= 365 * 86_400_000
    await sender.send(sms)
    expect(first).toHaveLength(6)
    await sender.send(sms)
    expect(first).toHaveLength(6)
    time.now += 30_000
    await sender.send(sms)
    expect(first).toHaveLength(7)
  })

  it('is not opened by numbers and messages that are refused, nor by failures with a success between them', async () => {
    for (const failed of ['number-refused', 'rejected'] as const) {
      const refusing = aSender(fails(failed))
      for (let i = 0; i < 20; i += 1) expect(await refusing.sender.send(sms)).toEqual({ failed })
      expect(refusing.first).toHaveLength(20)
    }
    const flaky = aSender((turn) => (turn % 2 === 1 ? { failed: 'try-later' } : well))
    for (let i = 0; i < 10; i += 1) expect(await flaky.sender.send(sms)).toEqual(well)
  })

  it('with both at rest, nobody waits', async () => {
    const { sender, first, second } = aSender(fails('try-later'), fails('try-later'))
    for (let i = 0; i < 10; i += 1) await sender.send(sms)
    expect([first.length, second.length]).toEqual([5, 5])
    expect(await sender.send(sms)).toEqual({ failed: 'try-later' })
  })
})
