import { expect, it } from 'vitest'
import { judgeAnswer, ntpQuestion, readNtpAnswer } from './ntp.ts'
import { write } from './testing/ntp-server.ts'

const nonce = Buffer.from('0123456789abcdef', 'hex')

function anAnswer(received: number, sent: number, change: (bytes: Buffer) => void = () => undefined): Buffer {
  const bytes = Buffer.alloc(48)
  bytes[0] = (4 << 3) | 4
  bytes[1] = 1
  nonce.copy(bytes, 24)
  write(bytes, 32, received)
  write(bytes, 40, sent)
  change(bytes)
  return bytes
}

it('TR-03 a question is of version 4 and mode 3, and says nothing of us but the nonce', () => {
  const question = ntpQuestion(nonce)
  expect(question.toString('hex')).toBe(`23${'00'.repeat(39)}0123456789abcdef`)
})

it.each([
  ['in this era', Date.UTC(2026, 10, 22, 12)],
  ['just before the next', Date.UTC(2036, 1, 7, 6, 28, 15)],
  ['in the next', Date.UTC(2036, 1, 7, 6, 28, 17)],
  ['far in it', Date.UTC(2090, 0, 1)],
])('TR-03 an answer is read %s', (_, now) => {
  const read = readNtpAnswer(anAnswer(now + 30, now + 31.5), nonce, now, now + 40)
  expect(read?.receivedThere).toBeCloseTo(now + 30, 2)
  expect(read?.sentThere).toBeCloseTo(now + 31.5, 2)
})

it.each([
  ['is cut off', (bytes: Buffer) => bytes.subarray(0, 47)],
  ['is to another question', (bytes: Buffer) => bytes.fill(1, 24, 32)],
  ['is a question', (bytes: Buffer) => bytes.fill((4 << 3) | 3, 0, 1)],
  ['is from a server whose clock is not set', (bytes: Buffer) => bytes.fill((3 << 6) | (4 << 3) | 4, 0, 1)],
  ['is a refusal (stratum 0)', (bytes: Buffer) => bytes.fill(0, 1, 2)],
  ['is from a server that found no other (stratum 16)', (bytes: Buffer) => bytes.fill(16, 1, 2)],
  ['has no time', (bytes: Buffer) => bytes.fill(0, 40, 48)],
  ['was sent before it came', (bytes: Buffer) => bytes.fill(255, 32, 36)],
])('TR-03 an answer does not count that %s', (_, spoil) => {
  const now = Date.UTC(2026, 10, 22, 12)
  const bytes = anAnswer(now, now)
  expect(readNtpAnswer(bytes, nonce, now, now)).not.toBeNull()
  expect(readNtpAnswer(spoil(bytes) as Buffer, nonce, now, now)).toBeNull()
})

it.each([
  ['the same clock, ways of 10 and 10 ms', [0, 10, 11, 21], 0, 20],
  ['ours 5 s ahead', [5000, 10, 11, 5021], 5000, 20],
  ['ours 5 s behind', [0, 5010, 5011, 21], -5000, 20],
  ['ways of 0 and 100 ms: half of it is the error', [0, 0, 0, 100], 50, 100],
])('TR-03 the figure of %s', (_, [askedAt = 0, receivedThere = 0, sentThere = 0, answeredAt = 0], aheadMs, tripMs) => {
  expect(judgeAnswer({ askedAt, receivedThere, sentThere, answeredAt })).toEqual({ aheadMs, tripMs })
})
