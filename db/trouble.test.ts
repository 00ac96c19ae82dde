import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { type Trouble, troubleOf } from './trouble.ts'

const withCode = (code: string) => Object.assign(new Error('something with a secret in it'), { code })

describe('REL-08 troubleOf', () => {
  it.each<[string, Trouble | null]>([
    ['SQLITE_BUSY_SNAPSHOT', 'busy'],
    ['SQLITE_READONLY_DBMOVED', 'read-only'],
    ['SQLITE_FULL', 'full'],
    ['SQLITE_IOERR_FSYNC', 'no-answer'],
    ['SQLITE_CORRUPT_INDEX', 'damaged'],
    ['25006', 'read-only'],
    ['53100', 'full'],
    ['53300', 'busy'],
    ['57P01', 'no-answer'],
    ['57014', 'no-answer'],
    ['08006', 'no-answer'],
    ['ECONNREFUSED', 'no-answer'],
    ['EPIPE', 'no-answer'],
    ['timeout', 'no-answer'],
    ['connection-lost', 'no-answer'],
    ['XX001', 'damaged'],
    // Mistakes of ours.
    ['SQLITE_CONSTRAINT_UNIQUE', null],
    ['SQLITE_ERROR', null],
    ['23505', null],
    ['42P01', null],
    ['ENOENT', null],
  ])('%s is %s', (code, trouble) => {
    expect(troubleOf(withCode(code))).toBe(trouble)
    expect(troubleOf(new Error('Failed query', { cause: withCode(code) }))).toBe(trouble)
  })

  it('knows a closed database by what the driver says', () => {
    const db = new Sqlite(':memory:')
    db.close()
    let thrown: unknown
    try {
      db.prepare('select 1')
    } catch (fault) {
      thrown = fault
    }
    expect(troubleOf(thrown)).toBe('no-answer')
  })

  it.each([undefined, null, 'text', {}, new TypeError('x is not a function')])('says nothing of %s', (fault) => {
    expect(troubleOf(fault)).toBeNull()
  })
})
