import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { type Expected, operationHash, verifyReceipt } from './verify-receipt.ts'

const [signing, other] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')])
const keys = createLocalJWKSet({
  keys: [{ ...(await exportJWK(signing.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }],
})

const operation = {
  amount: { value: 3100, currency: 'EUR' },
  payee: { name: 'Lina Berg Ceramics', account: 'FR7630006000011234567890189' },
}
const expected: Expected = {
  issuer: 'https://sca.example.com',
  audience: 'northwind',
  userId: 'ann',
  sessionId: 'ses_1',
  purpose: 'payment',
  operation,
  state: 'state-1',
}
const now = Math.floor(Date.now() / 1000)
const sound: Record<string, unknown> = {
  iss: 'https://sca.example.com',
  aud: 'northwind',
  sub: 'ann',
  jti: 'code-1',
  sid: 'ses_1',
  iat: now,
  exp: now + 120,
  purpose: 'payment',
  outcome: 'succeeded',
  operation,
  operationHash: operationHash('payment', operation),
  amr: [
    { method: 'pin', category: 'knowledge' },
    { method: 'sms-code', category: 'possession' },
  ],
  state: 'state-1',
}

function sign(claims: Record<string, unknown>, header: Record<string, unknown> = {}, key = signing.privateKey) {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: 'sca-receipt+jwt', kid: 'one', ...header })
    .sign(key)
}

const verify = (receipt: string, change: Partial<Expected> = {}) =>
  verifyReceipt(receipt, keys, { ...expected, ...change })

describe('verifyReceipt', () => {
  it('takes a receipt that is what was expected', async () => {
    expect(await verify(await sign(sound))).toMatchObject({ jti: 'code-1', sub: 'ann' })
  })

  it('computes the published example of the hash', () => {
    // printf '%s' '{"operation":null,"purpose":"enrolment","v":1}' | sha256sum
    expect(operationHash('enrolment', null)).toBe('511f1ecd66baff015aec07ec3d3d7db6063f6528e538346c8321bdc3cb2059f0')
  })

  const others: [string, unknown][] = [
    ['iss', 'https://evil.example'],
    ['aud', 'southwind'],
    ['sub', 'bob'],
    ['sid', 'ses_2'],
    ['exp', now - 10],
    ['iat', now - 600],
    ['iat', now + 600],
    ['purpose', 'access'],
    ['outcome', 'refused'],
    ['operationHash', operationHash('payment', { ...operation, amount: { value: 3101, currency: 'EUR' } })],
    ['state', 'state-2'],
    ['amr', [{ method: 'pin', category: 'knowledge' }]],
    [
      'amr',
      [
        { method: 'pin', category: 'knowledge' },
        { method: 'password', category: 'knowledge' },
      ],
    ],
    ['amr', [{ method: 'sandbox', category: 'none' }]],
    ['amr', 'pin'],
  ]
  it.each(others)('refuses another %s, though Assent signed it: %j', async (claim, value) => {
    await expect(verify(await sign({ ...sound, [claim]: value }))).rejects.toThrow()
  })

  it.each(Object.keys(sound).filter((claim) => claim !== 'operation'))(
    'refuses a receipt without %s',
    async (claim) => {
      const { [claim]: _, ...rest } = sound
      await expect(verify(await sign(rest))).rejects.toThrow()
    },
  )

  it.each(['typ', 'alg'])('refuses another %s in the header', async (name) => {
    const token = name === 'typ' ? await sign(sound, { typ: 'JWT' }) : unsigned(await sign(sound))
    await expect(verify(token)).rejects.toThrow()
  })

  it('refuses another key under the same name, and one that is not published', async () => {
    await expect(verify(await sign(sound, {}, other.privateKey))).rejects.toThrow()
    await expect(verify(await sign(sound, { kid: 'two' }, other.privateKey))).rejects.toThrow()
  })

  it('refuses a receipt in which any one character was changed', async () => {
    const receipt = await sign(sound)
    // The last character has bits that stand for nothing; the others are tried one in seven.
    const places = Array.from({ length: Math.floor((receipt.length - 1) / 7) }, (_, i) => i * 7)
    for (const i of places.filter((place) => receipt[place] !== '.')) {
      const changed = receipt.slice(0, i) + (receipt[i] === 'A' ? 'B' : 'A') + receipt.slice(i + 1)
      await expect(verify(changed), `character ${i}`).rejects.toThrow()
    }
  })

  it('refuses what we did not ask for', async () => {
    const receipt = await sign(sound)
    const amount = { value: 310, currency: 'EUR' }
    await expect(verify(receipt, { operation: { ...operation, amount } })).rejects.toThrow('operationHash')
    await expect(verify(receipt, { operation: null })).rejects.toThrow('operationHash')
    await expect(verify(receipt, { state: null })).rejects.toThrow('state')
  })

  it('takes a decision of the sandbox only where that is wanted', async () => {
    const receipt = await sign({ ...sound, amr: [{ method: 'sandbox', category: 'none' }] })
    await expect(verify(receipt)).rejects.toThrow('two different elements')
    expect(await verify(receipt, { allowSandbox: true })).toMatchObject({ jti: 'code-1' })
  })
})

/** `alg: none`, the oldest trick. */
function unsigned(receipt: string): string {
  const [, payload] = receipt.split('.')
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'sca-receipt+jwt' })).toString('base64url')
  return `${header}.${payload}.`
}
