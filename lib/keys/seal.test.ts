import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from './seal.ts'

const key = randomBytes(32)

describe('CRED-02 PII-02 a sealed text', () => {
  it('opens with its key in its place', () => {
    expect(unseal(key, 'phone usr_1', seal(key, 'field-1', 'phone usr_1', '+33611111111'))).toBe('+33611111111')
  })

  it.each([0, 4, 8, 12, 13, 14, 15])('is no text with a tag of %i bytes, which could be guessed', (bytes) => {
    const [version, id, iv, body = ''] = seal(key, 'field-1', 'phone usr_1', '').split('.')
    const tag = Buffer.from(body, 'base64url').subarray(0, bytes).toString('base64url')
    expect(() => unseal(key, 'phone usr_1', [version, id, iv, tag].join('.'))).toThrow()
  })

  it.each(['x', 'v2.a.b.c', '', 'v1.field-1..'])('is not %j', (text) => {
    expect(() => unseal(key, 'phone usr_1', text)).toThrow()
  })
})
