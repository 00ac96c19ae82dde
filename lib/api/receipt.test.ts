import { createHash, createHmac, sign as cryptoSign, generateKeyPairSync } from 'node:crypto'
import { createLocalJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeSigningKey } from '../keys/make-ring.ts'
import { keepSigningKeys, keySet } from '../session/key-set.ts'
import { signReceipt } from '../session/receipt.ts'
import { approved, redeem } from './testing/approved.ts'
import { payment, start, type TestApi, testApi } from './testing/test-api.ts'

type Json = Record<string, unknown>
const encode = (part: Json) => Buffer.from(JSON.stringify(part)).toString('base64url')
const decode = (part: string): Json => JSON.parse(Buffer.from(part, 'base64url').toString())

let api: TestApi
let receipt: string
let header: Json
let claims: Json
let signature: string
const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' })

beforeAll(async () => {
  api = await testApi()
  const { id } = await approved(api)
  receipt = (await redeem(api, id, payment)).body.receipt
  const [first = '', second = '', third = ''] = receipt.split('.')
  header = decode(first)
  claims = decode(second)
  signature = third
})

/** What a platform does, as the documentation says. */
async function verify(token: string, at = start): Promise<JWTPayload> {
  const served = (await api.send('GET', '/.well-known/jwks.json')).body
  const { payload } = await jwtVerify(token, createLocalJWKSet(served), {
    algorithms: ['ES256'],
    typ: 'sca-receipt+jwt',
    issuer: 'https://sca.example',
    audience: api.platform.id,
    currentDate: new Date(at),
    requiredClaims: ['exp', 'iat', 'jti', 'sid', 'operationHash'],
  })
  return payload
}

function signed(
  head: Json,
  payload: Json,
  key = foreign.privateKey,
  format: 'ieee-p1363' | 'der' = 'ieee-p1363',
): string {
  const body = `${encode(head)}.${encode(payload)}`
  return `${body}.${cryptoSign('sha256', Buffer.from(body), { key, dsaEncoding: format }).toString('base64url')}`
}

describe('RES-02 a receipt', () => {
  it('verifies against the served keys', async () => {
    expect(await verify(receipt)).toEqual(claims)
    expect(header).toEqual({ alg: 'ES256', typ: 'sca-receipt+jwt', kid: api.deps.config.keys.signing[0]?.id })
  })

  it('is fresh for 120 seconds', async () => {
    await expect(verify(receipt, start + 119_000)).resolves.toBeTruthy()
    await expect(verify(receipt, start + 120_000)).rejects.toThrow('exp')
  })

  it('says the head of the log, so that a rewritten log is found', async () => {
    const evidence = (await api.send('GET', `/api/v1/sessions/${claims['sid']}/evidence`)).body
    expect(claims['evidenceHash']).toBe(evidence.log.head)
  })
})

describe('RTS-24 no forged receipt verifies', () => {
  const jwk = foreign.publicKey.export({ format: 'jwk' }) as Json
  const forgeries: readonly (readonly [string, () => string | Promise<string>])[] = [
    ['alg none', () => `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`],
    ['alg none with the signature', () => `${encode({ ...header, alg: 'none' })}.${encode(claims)}.${signature}`],
    ['alg None', () => `${encode({ ...header, alg: 'None' })}.${encode(claims)}.`],
    ['no alg', () => `${encode({ typ: header['typ'], kid: header['kid'] })}.${encode(claims)}.${signature}`],
    [
      'HS256 keyed with the public key',
      async () => {
        const [served] = (await keySet(api.deps)).keys
        const body = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`
        return `${body}.${createHmac('sha256', JSON.stringify(served)).update(body).digest('base64url')}`
      },
    ],
    [
      'HS256 keyed with nothing',
      () => {
        const body = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`
        return `${body}.${createHmac('sha256', '').update(body).digest('base64url')}`
      },
    ],
    ['ES384', () => signed({ ...header, alg: 'ES384' }, claims)],
    ['ES256K', () => signed({ ...header, alg: 'ES256K' }, claims)],
    ['EdDSA', () => signed({ ...header, alg: 'EdDSA' }, claims)],
    ['RS256', () => signed({ ...header, alg: 'RS256' }, claims)],
    ['a foreign key under our kid', () => signed(header, claims)],
    ['a foreign kid', () => signed({ ...header, kid: 'signing-00000000' }, claims)],
    ['an embedded jwk', () => signed({ ...header, jwk }, claims)],
    ['an embedded jwk without kid', () => signed({ alg: 'ES256', typ: header['typ'], jwk }, claims)],
    ['a jku', () => signed({ ...header, jku: 'https://evil.example/jwks.json' }, claims)],
    ['an x5u', () => signed({ ...header, x5u: 'https://evil.example/cert.pem' }, claims)],
    ['an x5c', () => signed({ ...header, x5c: ['MIIB'] }, claims)],
    ['a critical extension', () => `${encode({ ...header, crit: ['x'], x: 1 })}.${encode(claims)}.${signature}`],
    ['another typ', () => `${encode({ ...header, typ: 'JWT' })}.${encode(claims)}.${signature}`],
    [
      'another amount',
      () =>
        `${receipt.split('.')[0]}.${encode({ ...claims, operation: { ...payment, amount: { value: 1, currency: 'EUR' } } })}.${signature}`,
    ],
    ['another platform', () => `${receipt.split('.')[0]}.${encode({ ...claims, aud: 'platform-0' })}.${signature}`],
    ['a later exp', () => `${receipt.split('.')[0]}.${encode({ ...claims, exp: 4_000_000_000 })}.${signature}`],
    ['no signature', () => `${receipt.split('.').slice(0, 2).join('.')}.`],
    [
      'a signature of zeros',
      () => `${receipt.split('.').slice(0, 2).join('.')}.${Buffer.alloc(64).toString('base64url')}`,
    ],
    ['a signature of r and s in DER', () => signed(header, claims, foreign.privateKey, 'der')],
    ['a shorter signature', () => receipt.slice(0, -4)],
    [
      'a flipped bit of the signature',
      () => {
        const bytes = Buffer.from(signature, 'base64url')
        bytes[10] = (bytes[10] ?? 0) ^ 1
        return `${receipt.split('.').slice(0, 2).join('.')}.${bytes.toString('base64url')}`
      },
    ],
    ['four parts', () => `${receipt}.x`],
    ['two parts', () => receipt.split('.').slice(0, 2).join('.')],
    ['a blank', () => ` ${receipt.replace('.', ' .')}`],
    ['nothing', () => ''],
  ]

  it.each(forgeries)('%s', async (_, forge) => {
    await expect(verify(await forge())).rejects.toThrow()
  })

  it('nor one for another audience that we signed', async () => {
    const row = await api.store.findSession(String(claims['sid']))
    if (!row) throw new Error('no session')
    const { receipt: other } = await signReceipt(api.deps, { ...row, platformId: 'other' }, start)
    await expect(verify(other)).rejects.toThrow('aud')
  })
})

describe('RES-05 the key set', () => {
  it('has public parts only, and headers for caches', async () => {
    const { body, headers } = await api.send('GET', '/.well-known/jwks.json')
    expect(headers.get('cache-control')).toBe('public, max-age=300')
    for (const key of body.keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
    expect(JSON.stringify(await api.store.listSigningKeys())).not.toContain(api.deps.config.keys.signing[0]?.jwk.d)
  })

  it('CRY-02 keeps retired keys, so that old receipts verify after a rotation', async () => {
    const rotated = {
      ...api.deps,
      config: { ...api.deps.config, keys: { ...api.deps.config.keys, signing: [makeSigningKey()] } },
    }
    await keepSigningKeys(rotated)
    await expect(verify(receipt)).resolves.toBeTruthy()
    const { id } = await approved(api)
    const row = await api.store.findSession(id)
    if (!row) throw new Error('no session')
    await expect(verify((await signReceipt(rotated, row, start)).receipt)).resolves.toBeTruthy()
  })

  it('publishes a new key for ten minutes before it signs, so that no cached set lacks it', async () => {
    const [fresh, old] = [makeSigningKey(), api.deps.config.keys.signing[0]]
    if (!old) throw new Error('no key')
    const rotated = {
      ...api.deps,
      config: { ...api.deps.config, keys: { ...api.deps.config.keys, signing: [fresh, old] } },
    }
    const session = await api.store.findSession((await approved(api)).id)
    if (!session) throw new Error('no session')
    const kidAt = async (at: number) => decodeProtectedHeader((await signReceipt(rotated, session, at)).receipt).kid
    const now = api.deps.clock.now()
    expect(await kidAt(now)).toBe(old.id)
    await keepSigningKeys(rotated)
    expect(await kidAt(now)).toBe(old.id)
    expect(await kidAt(now + 599_999)).toBe(old.id)
    expect(await kidAt(now + 600_000)).toBe(fresh.id)
  })
})

describe('RTS-22 RTS-23 the authentication code', () => {
  it('is random: 128 bits and more, no repeats, no shared beginning, bits even', async () => {
    const { deps } = api
    const codes = Array.from({ length: 100_000 }, () => deps.random.bytes(32))
    expect(new Set(codes.map((code) => code.toString('base64url'))).size).toBe(codes.length)
    const ones = codes.reduce((sum, code) => sum + code.reduce((bits, byte) => bits + popCount(byte), 0), 0)
    // Three standard deviations of 25.6 million fair bits are 0.0003.
    expect(Math.abs(ones / (codes.length * 256) - 0.5)).toBeLessThan(0.0005)
  })

  it('differs between two runs of the same transaction in random and time fields alone', async () => {
    const run = async () => {
      const { id } = await approved(api)
      return (await redeem(api, id, payment)).body.claims
    }
    const [one, two] = [await run(), await run()]
    expect(Buffer.from(one.jti, 'base64url').byteLength).toBeGreaterThanOrEqual(16)
    const differing = Object.keys(one).filter((name) => JSON.stringify(one[name]) !== JSON.stringify(two[name]))
    expect(differing.sort()).toEqual(['evidenceHash', 'jti', 'sid'])
    expect(createHash('sha256').update(one.sid).digest('base64url')).not.toBe(one.jti)
  })
})

function popCount(byte: number): number {
  return byte === 0 ? 0 : (byte & 1) + popCount(byte >> 1)
}
