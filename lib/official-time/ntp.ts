/** Bytes of a message without extensions (RFC 5905, 7.3). */
const ntpBytes = 48

/** Seconds from 1900, where NTP begins, to 1970. */
const epochSeconds = 2_208_988_800
/** One turn of the 32 bits that count seconds; the second began in 2036 by the first's count. */
const eraSeconds = 2 ** 32

/** Moments of one question and its answer, epoch milliseconds: by our clock and by the server's. */
export interface NtpAnswer {
  readonly askedAt: number
  readonly receivedThere: number
  readonly sentThere: number
  readonly answeredAt: number
}

/**
 * A question (RFC 5905: version 4, client). In: eight random bytes, which stand where our time would: the answer repeats
 * them, and who cannot read the question cannot forge an answer; the server has no use for our time (RFC 9109 and the
 * draft on data minimization).
 */
export function ntpQuestion(nonce: Buffer): Buffer {
  const question = Buffer.alloc(ntpBytes)
  question[0] = (4 << 3) | 3
  nonce.copy(question, 40, 0, 8)
  return question
}

/**
 * Reads an answer. In: the bytes, the nonce of the question, when it left and when the answer came (epoch milliseconds).
 * Out: the four moments, or null: not an answer to it, or from a server that does not know the time itself.
 */
export function readNtpAnswer(answer: Buffer, nonce: Buffer, askedAt: number, answeredAt: number): NtpAnswer | null {
  if (answer.length < ntpBytes || !answer.subarray(24, 32).equals(nonce.subarray(0, 8))) return null
  const first = answer.readUInt8(0)
  const stratum = answer.readUInt8(1)
  // Not from a server; its clock is not set (3); a refusal (stratum 0) or not set either (16).
  if ((first & 7) !== 4 || first >> 6 === 3 || stratum === 0 || stratum > 15) return null
  const receivedThere = moment(answer, 32, askedAt)
  const sentThere = moment(answer, 40, askedAt)
  if (receivedThere === null || sentThere === null || sentThere < receivedThere) return null
  return { askedAt, receivedThere, sentThere, answeredAt }
}

/** By how much our clock is ahead (positive) or behind, milliseconds, and what the way there and back took. RFC 5905, 8. */
export function judgeAnswer({ askedAt, receivedThere, sentThere, answeredAt }: NtpAnswer) {
  const aheadMs = (askedAt - receivedThere + (answeredAt - sentThere)) / 2
  return { aheadMs, tripMs: Math.max(0, answeredAt - askedAt - (sentThere - receivedThere)) }
}

/** Epoch milliseconds; the era is that which is nearest to our own time. All zero: unknown. */
function moment(answer: Buffer, at: number, near: number): number | null {
  const [seconds, fraction] = [answer.readUInt32BE(at), answer.readUInt32BE(at + 4)]
  if (seconds === 0 && fraction === 0) return null
  const inFirstEra = seconds - epochSeconds
  const eras = Math.round((near / 1000 - inFirstEra) / eraSeconds)
  return (inFirstEra + eras * eraSeconds) * 1000 + (fraction * 1000) / eraSeconds
}
