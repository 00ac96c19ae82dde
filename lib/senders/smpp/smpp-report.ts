import type { Pdu } from 'smpp'

/** What an SMSC says of one short message. */
export interface SmppReport {
  /** Its id, in every way in which SMSCs write it. */
  readonly ids: readonly string[]
  readonly delivered: boolean
}

const receiptBits = 0x3c
const isReceipt = 0x04

const states = new Map([
  [2, true],
  [3, false],
  [4, false],
  [5, false],
  [8, false],
])
const words = new Map([
  ['DELIVRD', true],
  ['EXPIRED', false],
  ['DELETED', false],
  ['UNDELIV', false],
  ['REJECTD', false],
])

/**
 * Reads a delivery receipt: the fields of SMPP 3.4 where they are, else the text that all SMSCs write. Out: null for what
 * is no receipt, says nothing final, or cannot be read.
 */
export function smppReport(pdu: Pdu): SmppReport | null {
  if (((pdu.esm_class ?? 0) & receiptBits) !== isReceipt) return null
  const text = textOf(pdu)
  const id = typeof pdu.receipted_message_id === 'string' ? pdu.receipted_message_id : /\bid:(\S{1,65})/.exec(text)?.[1]
  const word = /\bstat:([A-Z]{7})/.exec(text)?.[1] ?? ''
  const delivered = states.get(Number(pdu.message_state)) ?? words.get(word)
  return !id || delivered === undefined ? null : { ids: waysToWrite(id), delivered }
}

function textOf({ short_message }: Pdu): string {
  if (Buffer.isBuffer(short_message)) return short_message.toString('latin1')
  const message = short_message?.message
  return typeof message === 'string' ? message : Buffer.isBuffer(message) ? message.toString('latin1') : ''
}

/** An SMSC may answer with a hexadecimal id and write the same number in decimals into the receipt, or the other way. */
export function waysToWrite(id: string): string[] {
  const plain = id.toLowerCase().replace(/^0+(?=.)/, '')
  const decimal = /^\d{1,40}$/.test(plain) ? BigInt(plain).toString(16) : null
  const hexadecimal = /^[0-9a-f]{1,32}$/.test(plain) ? BigInt(`0x${plain}`).toString() : null
  return [...new Set([plain, decimal, hexadecimal])].filter((way) => way !== null)
}
