import { describe, expect, it } from 'vitest'
import { chainHash, chainStart } from './chain.ts'
import { type StoredEvent, verifyChain } from './verify-chain.ts'

const sessionId = 'ses_1'

function written(...events: { type: string; [name: string]: unknown }[]): StoredEvent[] {
  let previous = chainStart
  return events.map((event, i) => {
    const { type, ...data } = event
    const seq = i + 1
    const at = 1_000 + i
    previous = chainHash(previous, { sessionId, seq, type, data, at })
    return { seq, event, at, hash: previous }
  })
}

const log = written({ type: 'minted', policy: 'strict' }, { type: 'claimed', browser: 'b' }, { type: 'pin-staged' })
const head = log[2]!.hash

function edited(seq: number, change: Partial<StoredEvent>): StoredEvent[] {
  return log.map((row) => (row.seq === seq ? { ...row, ...change } : row))
}

describe('TR-04 verifyChain', () => {
  it('finds nothing in a log as it was written', () => {
    expect(verifyChain(sessionId, log)).toBeNull()
    expect(verifyChain(sessionId, log, head)).toBeNull()
  })

  it('does not depend on the order of fields, which a database may change', () => {
    const [first] = written({ type: 'claimed', agent: 'a', browser: 'b' })
    expect(
      verifyChain(sessionId, [{ ...first!, event: { browser: 'b', agent: 'a', type: 'claimed' } as never }]),
    ).toBeNull()
  })

  it.each([
    ['data', { event: { type: 'claimed', browser: 'x' } }],
    ['type', { event: { type: 'taken-over', browser: 'b' } }],
    ['time', { at: 1_002 }],
    ['hash', { hash: head }],
  ])('names the row whose %s was edited', (_what, change) => {
    expect(verifyChain(sessionId, edited(2, change))).toBe(2)
  })

  it('names the row after one whose hash was made to fit its edit', () => {
    const at = 7
    const hash = chainHash(log[0]!.hash, { sessionId, seq: 2, type: 'claimed', data: { browser: 'b' }, at })
    expect(verifyChain(sessionId, edited(2, { at, hash }))).toBe(3)
  })

  it('names the gap of a dropped row, and rows that changed places', () => {
    expect(verifyChain(sessionId, [log[0]!, log[2]!])).toBe(2)
    expect(verifyChain(sessionId, [log[1]!, log[2]!])).toBe(1)
    expect(verifyChain(sessionId, [log[0]!, log[2]!, log[1]!])).toBe(2)
  })

  it('finds a log of another session', () => {
    expect(verifyChain('ses_2', log)).toBe(1)
  })

  it('finds a cut tail where the head is known', () => {
    expect(verifyChain(sessionId, log.slice(0, 2), head)).toBe(3)
    expect(verifyChain(sessionId, [], head)).toBe(1)
  })

  it('takes an empty log for a broken one: every session is minted', () => {
    expect(verifyChain(sessionId, [])).toBe(1)
  })
})
