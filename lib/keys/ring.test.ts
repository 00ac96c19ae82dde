import { describe, expect, it } from 'vitest'
import { makeRing } from './make-ring.ts'
import { readRing } from './ring.ts'
import { sealWithRing, unsealWithRing } from './ring-seal.ts'
import { makeDataKey, openVault } from './vault.ts'

describe('CRY-03 the key ring', () => {
  const ring = makeRing()

  it('reads what it made', () => {
    expect(readRing(JSON.stringify(ring))).toEqual(ring)
  })

  const repeated = Buffer.alloc(32, 7).toString('base64url')
  const [cookie] = ring.cookie
  const cases: [string, unknown][] = [
    ['no JSON', 'x'],
    ['a missing kind', { ...ring, pepper: undefined }],
    ['an empty kind', { ...ring, pepper: [] }],
    ['a short secret', { ...ring, pepper: [{ id: 'pepper-1', secret: 'c2hvcnQ' }] }],
    ['an example secret', { ...ring, pepper: [{ id: 'pepper-1', secret: repeated }] }],
    ['a secret used for two things', { ...ring, pepper: [{ id: 'pepper-1', secret: cookie?.secret }] }],
    [
      'two keys of one kind and one id',
      { ...ring, field: [...ring.field, { ...makeRing().field[0], id: ring.field[0]?.id }] },
    ],
    [
      'two keys of one id that sign',
      { ...ring, signing: [...ring.signing, { ...makeRing().signing[0], id: ring.signing[0]?.id }] },
    ],
    ['an unknown field', { ...ring, extra: [] }],
  ]
  it.each(cases)('refuses %s and tells no secret', (_, value) => {
    const json = typeof value === 'string' ? value : JSON.stringify(value)
    const refusal = (() => {
      try {
        readRing(json)
        return ''
      } catch (error) {
        return String(error)
      }
    })()
    expect(refusal).toContain('the key ring is not usable')
    expect(refusal).not.toContain(cookie?.secret)
  })
})

describe('PII-02 sealed fields', () => {
  const ring = makeRing()
  const user = (id: string) => ({ id, dataKeyWrapped: makeDataKey(ring, id) })

  it('open in their own place only', () => {
    const ann = user('ann')
    const vault = openVault(ring, ann)
    const sealed = vault.seal('email', 'ann@example.com')
    expect(vault.open('email', sealed)).toBe('ann@example.com')
    expect(() => vault.open('phone', sealed)).toThrow()
    expect(() => openVault(ring, user('bob')).open('email', sealed)).toThrow()
    expect(() => openVault(ring, { ...ann, id: 'bob' }).open('email', sealed)).toThrow()
  })

  it('CRY-02 CRED-02 open under an older key of the ring, and not without it', () => {
    const sealed = sealWithRing(ring, 'here', 'text')
    const fresh = makeRing()
    expect(unsealWithRing({ ...ring, field: [...fresh.field, ...ring.field] }, 'here', sealed)).toBe('text')
    expect(() => unsealWithRing(fresh, 'here', sealed)).toThrow('the key ring has no field key')
  })

  it('refuse a flipped byte', () => {
    const sealed = sealWithRing(ring, 'here', 'text')
    const last = sealed.at(-3) === 'A' ? 'B' : 'A'
    expect(() => unsealWithRing(ring, 'here', `${sealed.slice(0, -3)}${last}${sealed.slice(-2)}`)).toThrow()
  })
})
