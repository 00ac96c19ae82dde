import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DeliveryReport, SmsAnswer } from '../../ports/sms-sender.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { type SmscBehaviour, smsc } from '../testing/smsc.ts'
import { smppGateway } from './smpp-gateway.ts'
import { smppOptions } from './smpp-options.ts'

const sms = { reference: 'ses_1.code_1', to: '+33612345678', text: 'code 042731\n\n@host #042731', platformId: 'p' }
/** Longer than any load makes what is answered. */
const soon = () => AbortSignal.timeout(20_000)
const times = { answerMs: 1_000, enquireMs: 20 }
/** A loss is found by an answer that does not come. */
const found = { timeout: 4_000 }

// Loaded by the first message, which takes from its time.
beforeAll(() => import('smpp'))

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function anSmsc(behaviour: SmscBehaviour = {}) {
  const centre = await smsc(behaviour)
  closers.push(centre.close)
  return centre
}

function aGateway(port: number, query = 'from=%2B447400123456', scheme = 'smpp') {
  const time = { now: 1_000_000 }
  const reports: DeliveryReport[] = []
  const url = `${scheme}://shop:p%40ss@127.0.0.1:${port}?${query}`
  const parts = { clock: { now: () => time.now }, random: { bytes: () => Buffer.alloc(0), below: () => 0 }, times }
  const gateway = smppGateway(smppOptions(url), parts)
  closers.push(() => gateway.stop())
  return { gateway, time, reports, report: (report: DeliveryReport) => void reports.push(report) }
}

describe('an SMSC', () => {
  it('is bound once, and given numbers, text and the wish for a receipt', async () => {
    const { port, binds, submitted } = await anSmsc()
    const { gateway } = aGateway(port)
    const answers = await Promise.all([gateway.send(sms, soon()), gateway.send(sms, soon())])
    expect(answers).toEqual([{ taken: true }, { taken: true }])
    expect(binds).toEqual([{ systemId: 'shop', password: 'p@ss' }])
    expect(submitted[0]).toEqual({
      from: '447400123456',
      to: '33612345678',
      coding: 0,
      header: null,
      bytes: Buffer.from(sms.text.replace('@', '\0'), 'latin1'),
      receipt: 1,
    })
  })

  it('is given a long text in parts, and a text that needs it in UCS-2', async () => {
    const { port, submitted } = await anSmsc()
    const { gateway } = aGateway(port, 'from=My%20Shop')
    await gateway.send({ ...sms, text: 'ê'.repeat(100) }, soon())
    expect(submitted.map(({ coding, header, from }) => [coding, header?.subarray(-2).toJSON().data, from])).toEqual([
      [8, [2, 1], 'My Shop'],
      [8, [2, 2], 'My Shop'],
    ])
    const whole = Buffer.concat(submitted.map(({ bytes }) => bytes))
    expect(whole.swap16().toString('utf16le')).toBe('ê'.repeat(100))
  })

  it('is taken leave of, and asked nothing afterwards', async () => {
    const { port, seen, open } = await anSmsc()
    const { gateway } = aGateway(port)
    await gateway.send(sms, soon())
    await gateway.stop()
    expect(seen).toEqual(expect.arrayContaining(['unbind']))
    expect(await gateway.send(sms, soon())).toEqual({ failed: 'try-later' })
    await expect.poll(open, found).toBe(0)
  })

  it.each<[number, SmsAnswer]>([
    [0x0b, { failed: 'number-refused' }],
    [0x58, { failed: 'try-later' }],
    [0x14, { failed: 'try-later' }],
    [0x08, { failed: 'try-later' }],
    [0x0a, { failed: 'rejected' }],
    [0x45, { failed: 'rejected' }],
    [0x400, { failed: 'rejected' }],
  ])('SMS-30 that answers %i means %j, and stays bound', async (status, answer) => {
    const { port, binds } = await anSmsc({ submit: (_, turn) => (turn === 1 ? { status } : { id: '1' }) })
    const { gateway } = aGateway(port)
    expect(await gateway.send(sms, soon())).toEqual(answer)
    expect(await gateway.send(sms, soon())).toEqual({ taken: true })
    expect(binds).toHaveLength(1)
  })

  it('SMS-12 that takes the first part of a text and refuses the second may have sent it, so it counts', async () => {
    const { port, submitted } = await anSmsc({ submit: (_, turn) => (turn === 1 ? { id: '1' } : { status: 0x58 }) })
    const { gateway } = aGateway(port)
    expect(await gateway.send({ ...sms, text: 'ê'.repeat(100) }, soon())).toEqual({ failed: 'unanswered' })
    expect(submitted).toHaveLength(2)
  })

  it.each([
    [0x0e, 'misconfigured', 'the SMSC refuses the system id or its password'],
    [0x0d, 'misconfigured', 'the SMSC refuses the system id or its password'],
    [0x05, 'try-later', 'the SMSC cannot be reached, does not answer, or allows no further bind'],
    [null, 'try-later', 'the SMSC cannot be reached, does not answer, or allows no further bind'],
  ])('SMS-30 that answers a bind with %s is asked again later, not at once', async (status, failed, words) => {
    let turnedDown = true
    const { port, binds, open } = await anSmsc({ bind: () => (turnedDown ? status : 0) })
    const { gateway, time } = aGateway(port)
    expect(await gateway.check(soon())).toBe(words)
    expect(await gateway.send(sms, soon())).toEqual({ failed })
    expect(binds).toHaveLength(1)
    await expect.poll(open, found).toBe(0)
    turnedDown = false
    time.now += 1_000
    expect(await gateway.send(sms, soon())).toEqual({ taken: true })
    expect(await gateway.check(soon())).toBeNull()
  })

  it('SMS-30 that hangs up is asked ever less often, to the millisecond', async () => {
    let asked = 0
    const server = createServer((socket) => {
      asked += 1
      socket.on('error', () => undefined).destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closers.push(() => new Promise((resolve) => server.close(resolve)))
    const { gateway, time } = aGateway((server.address() as AddressInfo).port)
    const ask = async () => {
      expect(await gateway.send(sms, soon())).toEqual({ failed: 'try-later' })
      return asked
    }
    expect(await ask()).toBe(1)
    // The chance that is handed in draws the shortest wait, half of the longest.
    const waits = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]
    for (const [i, wait] of waits.entries()) {
      time.now += wait - 1
      expect(await ask()).toBe(i + 1)
      time.now += 1
      expect(await ask()).toBe(i + 2)
    }
  })

  it('REL-09 that hangs up is asked again where the clock was wrong and is set back meanwhile', async () => {
    const { port, binds } = await anSmsc({ bind: () => null })
    const { gateway, time } = aGateway(port)
    time.now += 365 * 86_400_000
    expect(await gateway.send(sms, soon())).toEqual({ failed: 'try-later' })
    expect(await gateway.send(sms, soon())).toEqual({ failed: 'try-later' })
    expect(binds).toHaveLength(1)
    time.now -= 365 * 86_400_000
    expect(await gateway.send(sms, soon())).toEqual({ failed: 'try-later' })
    expect(binds).toHaveLength(2)
  })

  it('SMS-30 that was well for a while is asked again as soon as one that never failed', async () => {
    const busy = 0x08
    const { port, binds, drop } = await anSmsc({ bind: (turn) => (turn <= 5 || turn === 7 ? busy : 0) })
    const { gateway, time } = aGateway(port)
    for (let i = 0; i < 5; i += 1) {
      await gateway.send(sms, soon())
      time.now += 60_000
    }
    expect(await gateway.send(sms, soon())).toEqual({ taken: true })
    time.now += 10_000
    drop()
    await expect.poll(async () => (await gateway.send(sms, soon())) && binds.length, found).toBe(7)
    time.now += 499
    expect(await gateway.send(sms, soon())).toEqual({ failed: 'try-later' })
    expect(binds).toHaveLength(7)
    time.now += 1
    expect(await gateway.send(sms, soon())).toEqual({ taken: true })
  })

  it('SMS-30 that dies in the middle of a message may have sent it, and is bound again', async () => {
    const { port, binds, submitted } = await anSmsc({
      submit: (_, turn, session) => {
        if (turn > 1) return { id: '1' }
        session.destroy()
        return null
      },
    })
    const { gateway, time } = aGateway(port)
    expect(await gateway.send(sms, soon())).toEqual({ failed: 'unanswered' })
    time.now += 1_000
    expect(await gateway.send(sms, soon())).toEqual({ taken: true })
    expect([binds.length, submitted.length]).toEqual([2, 2])
  })

  it('SMS-30 that never answers a message may have sent it; others do not wait for that', async () => {
    const time = new AbortController()
    const silent = () => {
      time.abort()
      return null
    }
    const { port } = await anSmsc({ submit: (_, turn) => (turn === 1 ? silent() : { id: '2' }) })
    const { gateway } = aGateway(port, 'from=Shop&window=1')
    expect(await gateway.send(sms, time.signal)).toEqual({ failed: 'unanswered' })
    expect(await gateway.send(sms, soon())).toEqual({ taken: true })
  })

  it('that answers late answers nobody else', async () => {
    const late: (() => void)[] = []
    const time = new AbortController()
    const { port } = await anSmsc({
      submit: (pdu, turn, session) => {
        if (turn > 1) return { status: 0x58 }
        late.push(() => session.send(pdu.response({ message_id: 'late' })))
        time.abort()
        return null
      },
    })
    const { gateway } = aGateway(port)
    expect(await gateway.send(sms, time.signal)).toEqual({ failed: 'unanswered' })
    const second = gateway.send(sms, soon())
    for (const answer of late) answer()
    expect(await second).toEqual({ failed: 'try-later' })
  })

  it('is never given more than its window', async () => {
    const answers: (() => void)[] = []
    const { port, submitted } = await anSmsc({
      submit: (pdu, turn, session) => {
        answers.push(() => session.send(pdu.response({ message_id: `${turn}` })))
        return null
      },
    })
    const { gateway } = aGateway(port, 'from=Shop&window=3')
    const sending = Array.from({ length: 10 }, () => gateway.send(sms, soon()))
    for (let answered = 0; answered < 10; answered += 1) {
      await expect.poll(() => answers.length).toBe(Math.min(answered + 3, 10))
      expect(submitted.length - answered).toBeLessThanOrEqual(3)
      answers[answered]?.()
    }
    expect(await Promise.all(sending)).toEqual(Array.from({ length: 10 }, () => ({ taken: true })))
  })

  it('is not given what waited too long for a place', async () => {
    const { port, submitted } = await anSmsc({ submit: () => null })
    const { gateway } = aGateway(port, 'from=Shop&window=1')
    const [one, other] = [new AbortController(), new AbortController()]
    const first = gateway.send(sms, one.signal)
    await expect.poll(() => submitted.length).toBe(1)
    const second = gateway.send(sms, other.signal)
    other.abort()
    expect(await second).toEqual({ failed: 'try-later' })
    one.abort()
    expect(await first).toEqual({ failed: 'unanswered' })
    expect(submitted).toHaveLength(1)
  })

  it.each([
    ['a length beyond all bounds', Buffer.from('7fffffff80000004000000000000000100', 'hex'), 2],
    ['a length too short for a header', Buffer.from('0000000880000004', 'hex'), 2],
    ['a length that is none, so that nothing can be read any more', Buffer.from('0000000280000004', 'hex'), 2],
    ['noise', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 2],
    ['a receipt that is cut off', Buffer.from('000000140000000500000000000000010000ffff', 'hex'), 1],
    ['a field that is longer than the rest', Buffer.from('00000018000000050000000000000001001e00ff61000427', 'hex'), 1],
    ['a command that nobody knows', Buffer.from('00000010000f00000000000000000001', 'hex'), 1],
    ['an answer to nothing', Buffer.from('0000001080000004000000000000fffe', 'hex'), 1],
  ])('REL-08 that sends %s is left and bound again, or not heard', async (_, garbage, bound) => {
    const { port, write, binds, seen } = await anSmsc()
    const { gateway, time } = aGateway(port)
    gateway.start(() => undefined)
    expect(await gateway.send(sms, soon())).toEqual({ taken: true })
    time.now += 60_000
    write(garbage)
    const questions = seen.length
    await expect.poll(() => binds.length, found).toBe(bound)
    // Long enough for what is not heard to have been read: later questions of ours were answered.
    await expect
      .poll(() => seen.slice(questions).filter((command) => command === 'enquire_link').length)
      .toBeGreaterThan(2)
    expect(binds).toHaveLength(bound)
    expect(await gateway.send(sms, soon())).toEqual({ taken: true })
  })

  it('that no longer answers whether it is there is left, and bound again', async () => {
    let deaf = true
    const { port, binds } = await anSmsc({ enquire: () => !deaf })
    const { gateway, time } = aGateway(port)
    gateway.start(() => undefined)
    await expect.poll(() => binds.length, found).toBe(1)
    time.now += 60_000
    await expect.poll(() => binds.length, found).toBe(2)
    deaf = false
    expect(await gateway.send(sms, soon())).toEqual({ taken: true })
  })

  it('that says goodbye is bound again by itself', async () => {
    const { port, binds, drop } = await anSmsc()
    const { gateway, time } = aGateway(port)
    gateway.start(() => undefined)
    await expect.poll(() => binds.length, found).toBe(1)
    expect(await gateway.send(sms, soon())).toEqual({ taken: true })
    time.now += 60_000
    drop()
    await expect.poll(() => binds.length, found).toBe(2)
  })

  it('nobody trusts is not told the password', async () => {
    const { port, binds } = await anSmsc({ tls: selfSigned() })
    const { gateway } = aGateway(port, 'from=Shop', 'smpps')
    expect(await gateway.send(sms, soon())).toEqual({ failed: 'try-later' })
    expect(binds).toEqual([])
  })

  it('without TLS behind an address with it is not told the password', async () => {
    const { port, binds } = await anSmsc()
    const { gateway } = aGateway(port, 'from=Shop', 'smpps')
    expect(await gateway.send(sms, soon())).toEqual({ failed: 'try-later' })
    expect(binds).toEqual([])
  })
})

describe('SMS-31 receipts of an SMSC', () => {
  const receipt = (id: string, word: string) => ({
    esm_class: 4,
    source_addr: '33612345678',
    short_message: `id:${id} sub:001 dlvrd:001 submit date:2611221030 done date:2611221031 stat:${word} err:000 text:`,
  })

  it('are acknowledged, and told once with our reference', async () => {
    const { port, deliver } = await anSmsc({ submit: () => ({ id: 'A_1' }) })
    const { gateway, reports, report } = aGateway(port)
    gateway.start(report)
    await gateway.send(sms, soon())
    expect((await deliver(receipt('a_1', 'ACCEPTD'))).command_status).toBe(0)
    for (let i = 0; i < 3; i += 1) await deliver(receipt('a_1', 'UNDELIV'))
    await deliver(receipt('other', 'DELIVRD'))
    expect(reports).toEqual([{ reference: sms.reference, delivered: false }])
  })

  it('and messages of people are acknowledged, whatever they say', async () => {
    const { port, deliver } = await anSmsc()
    const { gateway, reports, report } = aGateway(port)
    gateway.start(report)
    await gateway.send(sms, soon())
    await deliver({ source_addr: '33612345678', short_message: 'STOP id:1 stat:DELIVRD' })
    await deliver({ esm_class: 4, short_message: 'nonsense' })
    await deliver({ esm_class: 4, short_message: Buffer.from([0, 1, 2, 255]) })
    expect(reports).toEqual([])
    expect(await gateway.send(sms, soon())).toEqual({ taken: true })
  })
})

describe('the address of an SMSC', () => {
  it('is read whole', () => {
    expect(smppOptions('smpps://shop:p%40ss@smpp.example?from=+447400123456')).toEqual({
      host: 'smpp.example',
      port: 3550,
      tls: true,
      systemId: 'shop',
      password: 'p@ss',
      systemType: '',
      from: '+447400123456',
      window: 10,
      alphabet: 'gsm',
    })
    expect(smppOptions('smpp://s:p@10.0.0.7?tls=off&from=12345&window=50&alphabet=ucs2&systemType=OTA')).toMatchObject({
      port: 2775,
      tls: false,
      window: 50,
      alphabet: 'ucs2',
      systemType: 'OTA',
    })
  })

  it.each([
    'smpp://shop:secret-1@smpp.example?from=Shop',
    'smpps://shop:secret-1@?from=Shop',
    'smpps://:secret-1@smpp.example?from=Shop',
    'smpps://shop:secret-1@smpp.example',
    'smpps://shop:secret-1@smpp.example?from=A%20name%20that%20is%20long',
    'smpps://shop:secret-1@smpp.example?from=Shop&rejectUnauthorized=false',
    'smpps://shop:secret-1@smpp.example?from=Shop&window=0',
    'smpps://shop:secret-1@smpp.example?from=Shop&alphabet=klingon',
    'smpps://shop:secret-1%@smpp.example?from=Shop',
    'smpps://shop:secret-1%00@smpp.example?from=Shop',
    'smpps://a-system-id-of-many-signs:secret-1@smpp.example?from=Shop',
  ])('is refused without being repeated: %s', (url) => {
    let said = ''
    try {
      smppOptions(url)
    } catch (fault) {
      said = fault instanceof Error ? fault.message : ''
    }
    expect(said).not.toBe('')
    expect(said).not.toContain('secret-1')
  })
})
