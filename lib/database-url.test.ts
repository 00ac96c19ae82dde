import { describe, expect, it } from 'vitest'
import { databaseUrlFault, shownDatabaseUrl } from './database-url.ts'

const secret = 's3cret-password'

describe('databaseUrlFault', () => {
  it.each([
    'file:./data/assent.db',
    ':memory:',
    `postgres://assent:${secret}@db.example.com:5432/assent`,
    'postgresql://db.example.com/assent?sslmode=require',
    'postgres:///assent?host=/var/run/postgresql',
  ])('takes %s in the sandbox', (url) => expect(databaseUrlFault(url, false)).toBeNull())

  it.each([
    ['mysql://localhost/x', 'file: or postgres://'],
    ['file:', 'file: or postgres://'],
    ['assent.db', 'file: or postgres://'],
    [`postgres://assent:${secret}@db.example.com`, 'names no database'],
    ['postgres:///assent', 'names no host'],
    [`postgres://assent:${secret}@host:port/assent`, 'not an address'],
    [`postgres://assent:${secret}@db.example.com/assent?sslmode=prefer`, 'sslmode must be one of'],
    // The driver would let each of these decide in place of what was checked.
    [`postgres://assent:${secret}@db.example.com/assent?sslmode=verify-full&ssl=0`, 'takes no parameter ssl'],
    [`postgres://assent:${secret}@db.example.com/assent?sslnegotiation=direct`, 'takes no parameter sslnegotiation'],
    [`postgres://assent:${secret}@db.example.com/assent?uselibpqcompat=true`, 'takes no parameter uselibpqcompat'],
    // To these libpq says no, too: any certificate of a public authority would do; what is given would not be looked at.
    [`postgres://db.example.com/assent?sslmode=verify-ca&sslrootcert=system`, 'sslrootcert=system needs verify-full'],
    [`postgres://db.example.com/assent?sslmode=require&sslrootcert=system`, 'sslrootcert=system needs verify-full'],
    ['postgres://db.example.com/assent?sslrootcert=/etc/ca.pem', 'no sslmode that asks for TLS'],
    ['postgres://db.example.com/assent?sslmode=disable&sslkey=/etc/key.pem', 'no sslmode that asks for TLS'],
    [`postgres:///assent?host=127.0.0.1&host=db.example.com&password=${secret}`, 'names host twice'],
    [`postgres://assent:${secret}@db.example.com/assent?statement_timeout=0`, 'takes no parameter statement_timeout'],
  ])('says what is wrong with %s, and tells no secret', (url, why) => {
    const fault = databaseUrlFault(url, false)
    expect(fault).toContain(why)
    expect(fault).not.toContain(secret)
  })

  it.each([
    'postgres://u:p@localhost/assent',
    'postgres://u:p@127.0.0.1:6432/assent',
    'postgres://u:p@[::1]/assent',
    'postgres:///assent?host=/var/run/postgresql',
    'postgres://u:p@db.example.com/assent?sslmode=verify-full',
    'postgres://u:p@10.0.0.7/assent?sslmode=verify-ca&sslrootcert=/etc/ca.pem',
    'file:/var/lib/assent/assent.db',
  ])('takes %s in live mode', (url) => expect(databaseUrlFault(url, true)).toBeNull())

  it.each([
    'postgres://u:p@db.example.com/assent',
    'postgres://u:p@db.example.com/assent?sslmode=require',
    'postgres://u:p@db.example.com/assent?sslmode=verify-ca',
    'postgres://u:p@db.example.com/assent?sslmode=verify-ca&sslrootcert=',
    'postgres://u:p@localhost.example.com/assent?sslmode=disable',
    'postgres://u:p@localhost/assent?host=db.example.com',
    'postgres:///assent?host=db.example.com',
    'postgres:///assent?host=db.example.com',
  ])('refuses %s in live mode: codes and tries would cross the network unchecked', (url) => {
    expect(databaseUrlFault(url, true)).toContain('sslmode=verify-full')
  })
})

describe('shownDatabaseUrl', () => {
  it('shows where, and not who or how', () => {
    const url = `postgres://assent:${secret}@db.example.com:5432/assent?sslmode=verify-full`
    expect(shownDatabaseUrl(url)).toBe('postgres://db.example.com:5432/assent')
    expect(shownDatabaseUrl('file:./data/assent.db')).toBe('file:./data/assent.db')
  })
})
