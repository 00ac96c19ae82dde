import type { SmsFailure } from '../../ports/sms-sender.ts'

/** Numbers of SMPP 3.4, 5.1.3. */
const ok = 0x00
const badBindState = 0x04
const systemError = 0x08
const badDestination = 0x0b
const queueFull = 0x14
const throttled = 0x58
const temporaryFault = 0x64
const serviceUnavailable = 0x102

/**
 * 0x45, "submit_sm failed", is none of the passing ones: many an SMSC says it of one number or text, and whoever may type
 * numbers could have a gateway rest for everybody by it.
 */
const passing = new Set([badBindState, systemError, queueFull, throttled, temporaryFault, serviceUnavailable])

/** What an answer to a message means. In: its command status. Out: null where it was taken. */
export function smppFailure(status: number): SmsFailure | null {
  if (status === ok) return null
  if (status === badDestination) return 'number-refused'
  return passing.has(status) ? 'try-later' : 'rejected'
}

/** What a refused bind means: another bind or a fault of the SMSC may pass, everything else wants an operator. */
export function bindFailure(status: number): 'try-later' | 'misconfigured' {
  const alreadyBound = 0x05
  return passing.has(status) || status === alreadyBound ? 'try-later' : 'misconfigured'
}
