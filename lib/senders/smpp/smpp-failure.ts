import type { SmsFailure } from '../../ports/sms-sender.ts'

/** Numbers of SMPP 3.4, 5.1.3. */
const ok = 0x00
const badBindState = 0x04
const systemError = 0x08
const badDestination = 0x0b
const queueFull = 0x14
const submitFailed = 0x45
const throttled = 0x58
const temporaryFault = 0x64
const serviceUnavailable = 0x102

const passing = new Set([
  badBindState,
  systemError,
  queueFull,
  submitFailed,
  throttled,
  temporaryFault,
  serviceUnavailable,
])

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
