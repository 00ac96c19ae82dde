import type { Pdu } from 'smpp'
import { describe, expect, it } from 'vitest'
import { awaitedReports } from './awaited-reports.ts'
import { smppReport, waysToWrite } from './smpp-report.ts'

const text = 'id:42 sub:001 dlvrd:001 submit date:2611221030 done date:2611221031 stat:DELIVRD err:000 text:Your code'
const pdu = (fields: object) => ({ esm_class: 4, ...fields }) as Pdu

describe('SMS-31 a receipt of an SMSC', () => {
  it.each([
    [{ short_message: { message: text } }, true],
    [{ short_message: { message: text.replace('DELIVRD', 'UNDELIV') } }, false],
    [{ short_message: { message: text.replace('DELIVRD', 'EXPIRED') } }, false],
    [{ short_message: { message: text.replace('DELIVRD', 'REJECTD') } }, false],
    [{ short_message: Buffer.from(text) }, true],
    [{ receipted_message_id: '42', message_state: 2 }, true],
    [{ receipted_message_id: '42', message_state: 5, short_message: { message: text } }, false],
  ])('is read from %j', (fields, delivered) => {
    expect(smppReport(pdu(fields))).toEqual({ ids: ['42', '2a', '66'], delivered })
  })

  it.each([
    [{ esm_class: 0, short_message: { message: text } }],
    [{ esm_class: 0x20, short_message: { message: text } }],
    [{ short_message: { message: text.replace('DELIVRD', 'ACCEPTD') } }],
    [{ short_message: { message: text.replace('DELIVRD', 'ENROUTE') } }],
    [{ receipted_message_id: '42', message_state: 1 }],
    [{ short_message: { message: 'stat:DELIVRD' } }],
    [{ short_message: { message: { odd: 1 } } }],
    [{ short_message: { message: 'id: stat:' } }],
    [{}],
  ])('is none: %j', (fields) => {
    expect(smppReport(pdu(fields))).toBeNull()
  })

  it('names its message in decimals or hexadecimals, with leading zeros or without', () => {
    expect(waysToWrite('0000002A')).toContain('42')
    expect(waysToWrite('42')).toContain('2a')
    expect(waysToWrite('f3-ab')).toEqual(['f3-ab'])
  })
})

describe('SMS-31 awaited reports', () => {
  const anAwaited = () => {
    const time = { now: 1_000 }
    return { time, awaited: awaitedReports({ now: () => time.now }) }
  }
  const report = (id: string, delivered: boolean) => ({ ids: waysToWrite(id), delivered })

  it('count once, and only for messages of ours', () => {
    const { awaited } = anAwaited()
    awaited.expect('r', ['2A'])
    expect(awaited.take(report('43', true))).toBeNull()
    expect(awaited.take(report('42', true))).toEqual({ reference: 'r', delivered: true })
    expect(awaited.take(report('42', true))).toBeNull()
  })

  it('of a long message: all parts make it delivered, the first that fails makes it fail', () => {
    const { awaited } = anAwaited()
    awaited.expect('all', ['1', '2', '3'])
    expect([1, 2, 3].map((id) => awaited.take(report(`${id}`, true)))).toEqual([
      null,
      null,
      { reference: 'all', delivered: true },
    ])
    awaited.expect('one', ['4', '5'])
    expect(awaited.take(report('4', false))).toEqual({ reference: 'one', delivered: false })
    expect(awaited.take(report('5', true))).toBeNull()
  })

  it('are forgotten when nobody wants to know any more, and are bounded', () => {
    const { awaited, time } = anAwaited()
    awaited.expect('old', ['1'])
    time.now += 15 * 60_000
    expect(awaited.take(report('1', true))).toBeNull()
    for (let i = 0; i < 10_001; i += 1) awaited.expect(`r${i}`, [`x${i}x`])
    expect(awaited.take(report('x0x', true))).toBeNull()
    expect(awaited.take(report('x1x', true))).toEqual({ reference: 'r1', delivered: true })
  })
})
