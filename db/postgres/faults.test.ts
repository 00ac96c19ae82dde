import { DrizzleQueryError } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { troubleOf } from '../trouble.ts'
import { DatabaseUnavailable, explained } from './faults.ts'

const thrown = (cause: Error) => explained(new DrizzleQueryError('select $1', ['a-secret'], cause))

describe('REL-08 a fault of the driver', () => {
  it.each([
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'EPROTO',
    'ECONNRESET',
  ])('%s is the database that does not answer, and no mistake of ours', (code) => {
    const fault = thrown(Object.assign(new Error('a-secret'), { code }))
    expect(fault).toBeInstanceOf(DatabaseUnavailable)
    expect(String(fault)).not.toContain('a-secret')
    expect(troubleOf(fault)).toBe('no-answer')
  })

  it('that is a mistake of ours is told as it is, and does not pass for the database', () => {
    for (const mistake of [new TypeError('x is not a function'), new SyntaxError('Unexpected token')]) {
      expect(thrown(mistake)).toBe(mistake)
      expect(troubleOf(thrown(mistake))).toBeNull()
    }
  })
})
