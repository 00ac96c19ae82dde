import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { PasskeyRow } from '../../../db/store.ts'
import { isRefused } from '../../sca/refusal.ts'
import type { PasskeyCause } from './causes.ts'
import { creationOptions } from './creation-options.ts'
import { drawChallenge } from './draw-challenge.ts'
import { Authenticator, type Twist } from './testing/authenticator.ts'
import { useOptions } from './use-options.ts'
import { verifyCreation } from './verify-creation.ts'
import { verifyUse } from './verify-use.ts'

const party = { id: 'sca.example', name: 'Assent', origin: 'https://sca.example' }
const handle = Buffer.alloc(32, 9).toString('base64url')
const random = { bytes: (length: number) => Buffer.alloc(length, 1), below: () => 0 }
const challenge = drawChallenge(random, 'ses_1', 'hash')
const setting = { origin: party.origin, rpId: party.id, handle }

const creation = (response: unknown, more: { challenge?: string; policySynced?: 'allowed' | 'refused' } = {}) =>
  verifyCreation({ response, challenge, party, policySynced: 'allowed', now: 1000, ...more })

async function enrol(authenticator: Authenticator): Promise<PasskeyRow> {
  const result = await creation(authenticator.create(challenge))
  if (isRefused(result)) throw new Error(result.cause)
  return result.passkey
}

/** A COSE key of another kind. */
function coseOf(publicKey: KeyObject, alg: number): Map<number, unknown> {
  const { kty, x = '', y, n = '', e = '' } = publicKey.export({ format: 'jwk' })
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
  if (kty === 'RSA')
    return new Map<number, unknown>([
      [1, 3],
      [3, alg],
      [-1, bytes(n)],
      [-2, bytes(e)],
    ])
  if (kty === 'OKP')
    return new Map<number, unknown>([
      [1, 1],
      [3, alg],
      [-1, 6],
      [-2, bytes(x)],
    ])
  return new Map<number, unknown>([
    [1, 2],
    [3, alg],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y ?? '')],
  ])
}

const ec = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** Faults of the browser's data and the authenticator's flags: every one is refused at both ceremonies. */
const common: [string, PasskeyCause, Twist][] = [
  ['WA-01 another challenge', 'challenge', { clientData: { challenge: Buffer.alloc(32).toString('base64url') } }],
  ['WA-01 no challenge', 'challenge', { clientData: { challenge: undefined } }],
  ['WA-02 another type', 'type', { clientData: { type: 'payment.get' } }],
  ['WA-02 another origin', 'origin', { clientData: { origin: 'https://evil.example' } }],
  ['WA-02 an origin that ends alike', 'origin', { clientData: { origin: 'https://evilsca.example' } }],
  ['WA-02 a subdomain', 'origin', { clientData: { origin: 'https://a.sca.example' } }],
  ['WA-02 another port', 'origin', { clientData: { origin: 'https://sca.example:8443' } }],
  ['WA-02 plain http', 'origin', { clientData: { origin: 'http://sca.example' } }],
  ['WA-02 a list of origins', 'origin', { clientData: { origin: ['https://sca.example'] } }],
  ['WA-02 another RP ID', 'rp-id', { rpId: 'example' }],
  ['WA-02 WA-13 no user presence', 'user-presence', { flags: { up: false } }],
  ['WA-02 no user verification', 'user-verification', { flags: { uv: false } }],
  ['WA-03 a foreign frame', 'cross-origin', { clientData: { crossOrigin: true } }],
  [
    'WA-03 a foreign frame and its top',
    'cross-origin',
    { clientData: { crossOrigin: true, topOrigin: 'https://a.example' } },
  ],
  ['WA-03 a truthy word', 'cross-origin', { clientData: { crossOrigin: 'yes' } }],
  ['WA-03 a top origin alone', 'top-origin', { clientData: { topOrigin: 'https://a.example' } }],
  ['WA-03 our own origin as top', 'top-origin', { clientData: { topOrigin: party.origin } }],
  ['WA-03 an empty top origin', 'top-origin', { clientData: { topOrigin: '' } }],
  ['WA-05 backed up but not eligible', 'backup-state', { flags: { be: false, bs: true } }],
]

describe('the challenge', () => {
  it('DL-03 WA-01 is bound to session and operation, and drawn anew each time', () => {
    expect(challenge).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(drawChallenge(random, 'ses_2', 'hash')).not.toBe(challenge)
    expect(drawChallenge(random, 'ses_1', 'other')).not.toBe(challenge)
    expect(drawChallenge({ ...random, bytes: (length) => Buffer.alloc(length, 2) }, 'ses_1', 'hash')).not.toBe(
      challenge,
    )
  })
})

describe('options', () => {
  const passkey: PasskeyRow = {
    credentialId: 'AAAA',
    publicKey: '',
    signCount: 0,
    transports: ['internal'],
    createdAt: 0,
    lastUsedAt: null,
    userVerified: true,
    backupEligible: false,
    backedUp: false,
    aaguid: '',
  }

  it('WA-07 WA-08 WA-11 WA-12 a creation asks for user verification, without attestation, and excludes what is held', () => {
    const userHint = 'a•••@e•••.com'
    expect(creationOptions({ party, handle, userHint, challenge, existing: [passkey], timeoutMs: 300_000 })).toEqual({
      rp: { id: 'sca.example', name: 'Assent' },
      user: { id: handle, name: userHint, displayName: userHint },
      challenge,
      pubKeyCredParams: [
        { type: 'public-key', alg: -7 },
        { type: 'public-key', alg: -8 },
        { type: 'public-key', alg: -257 },
      ],
      timeout: 300_000,
      excludeCredentials: [{ type: 'public-key', id: 'AAAA', transports: ['internal'] }],
      authenticatorSelection: { residentKey: 'preferred', requireResidentKey: false, userVerification: 'required' },
      attestation: 'none',
      extensions: { credProps: true },
    })
  })

  it('WA-07 WA-08 a use names the passkeys and asks for user verification', () => {
    expect(useOptions({ party, challenge, passkeys: [passkey], timeoutMs: 300_000 })).toEqual({
      rpId: 'sca.example',
      challenge,
      allowCredentials: [{ type: 'public-key', id: 'AAAA', transports: ['internal'] }],
      timeout: 300_000,
      userVerification: 'required',
    })
  })

  it('the challenge of the options is the one an answer must carry', async () => {
    const options = creationOptions({ party, handle, userHint: '', challenge, existing: [], timeoutMs: 1 })
    expect(await creation(new Authenticator(setting).create(options.challenge))).toHaveProperty('passkey')
  })
})

describe('creation', () => {
  let authenticator: Authenticator
  beforeEach(() => {
    authenticator = new Authenticator(setting)
  })

  it('EL-06 EL-07 takes an honest answer and records what the authenticator said', async () => {
    expect(await enrol(authenticator)).toEqual({
      credentialId: authenticator.id.toString('base64url'),
      publicKey: expect.stringMatching(/^[A-Za-z0-9_-]{60,}$/),
      signCount: 0,
      transports: ['internal', 'hybrid'],
      userVerified: true,
      backupEligible: false,
      backedUp: false,
      aaguid: 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa',
      createdAt: 1000,
      lastUsedAt: null,
    })
  })

  it('takes the answer as JSON text too, and without crossOrigin as older browsers send it', async () => {
    const response = authenticator.create(challenge, { clientData: { crossOrigin: undefined } })
    expect(await creation(JSON.stringify(response))).toHaveProperty('passkey.signCount', 0)
  })

  it.each(common)('%s is refused', async (_what, cause, twist) => {
    expect(await creation(authenticator.create(challenge, twist))).toEqual({ refused: 'passkey-not-accepted', cause })
  })

  it('WA-02 an answer to a use is no creation', async () => {
    const type = { clientData: { type: 'webauthn.get' } }
    expect(await creation(authenticator.create(challenge, type))).toMatchObject({ cause: 'type' })
  })

  it('DL-03 an answer made for another session or operation is refused', async () => {
    const other = drawChallenge(random, 'ses_1', 'another amount')
    expect(await creation(authenticator.create(other))).toMatchObject({ cause: 'challenge' })
  })

  it('EL-07 a synced passkey is recorded where it is allowed and refused where not', async () => {
    const synced = new Authenticator({ ...setting, synced: true })
    expect(await creation(synced.create(challenge))).toMatchObject({
      passkey: { backupEligible: true, backedUp: true },
    })
    const refused = await creation(synced.create(challenge), { policySynced: 'refused' })
    expect(refused).toEqual({ refused: 'passkey-synced', cause: 'synced' })
    const notYet = synced.create(challenge, { flags: { bs: false } })
    expect(await creation(notYet, { policySynced: 'refused' })).toMatchObject({ cause: 'synced' })
  })

  it.each([
    ['Ed25519', generateKeyPairSync('ed25519').publicKey, -8],
    ['RSA 2048', generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey, -257],
    ['P-256', ec().publicKey, -7],
  ])('takes a key of %s', async (_what, key, alg) => {
    const response = authenticator.create(challenge, { publicKey: coseOf(key, alg) })
    expect(await creation(response)).toHaveProperty('passkey')
  })

  it.each<[string, PasskeyCause, ReadonlyMap<number, unknown>]>([
    ['an algorithm we did not offer', 'algorithm', coseOf(ec().publicKey, -35)],
    [
      'an algorithm of the wrong type',
      'algorithm',
      new Map<number, unknown>([...coseOf(ec().publicKey, -7), [3, '-7']]),
    ],
    [
      'RSA under the number of ES256',
      'public-key',
      coseOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey, -7),
    ],
    ['a short RSA key', 'public-key', coseOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey, -257)],
    [
      'a point that is not on the curve',
      'public-key',
      new Map<number, unknown>([...coseOf(ec().publicKey, -7), [-3, new Uint8Array(32).fill(5)]]),
    ],
    ['another curve', 'public-key', new Map<number, unknown>([...coseOf(ec().publicKey, -7), [-1, 2]])],
    [
      'no point at all',
      'public-key',
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
      ]),
    ],
  ])('WA-02 refuses %s', async (_what, cause, publicKey) => {
    expect(await creation(authenticator.create(challenge, { publicKey }))).toMatchObject({ cause })
  })

  it('WA-10 takes an id of 1023 bytes and refuses one of 1024, or of none', async () => {
    const lengths = await Promise.all(
      [1023, 1024, 0].map((idLength) => creation(new Authenticator({ ...setting, idLength }).create(challenge))),
    )
    expect(lengths[0]).toHaveProperty('passkey')
    expect(lengths[1]).toMatchObject({ cause: 'credential-id-length' })
    expect(lengths[2]).toHaveProperty('refused')
  })

  it('WA-10 refuses an answer that names another credential than it holds, or holds none', async () => {
    const other = Buffer.alloc(32, 3).toString('base64url')
    expect(await creation(authenticator.create(challenge, { json: { id: other, rawId: other } }))).toMatchObject({
      cause: 'credential',
    })
    expect(await creation(authenticator.create(challenge, { flags: { at: false } }))).toMatchObject({
      cause: 'credential',
    })
    expect(await creation(authenticator.create(challenge, { json: { rawId: other } }))).toMatchObject({
      cause: 'malformed',
    })
  })

  it('WA-19 ignores a statement it did not ask for and fetches nothing to check it', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network'))
    for (const fmt of ['packed', 'apple', 'tpm', 'android-safetynet', 'unheard-of']) {
      const statement = {
        fmt,
        attStmt: new Map<string, unknown>([
          ['x5c', [new Uint8Array([0x30, 0])]],
          ['alg', -7],
        ]),
      }
      expect(await creation(authenticator.create(challenge, { statement }))).toHaveProperty('passkey')
    }
    expect(fetched).not.toHaveBeenCalled()
  })

  it('keeps only words as transports', async () => {
    const response = authenticator.create(challenge)
    const transports = ['usb', 'usb', 7, null, '<script>', 'x'.repeat(50), 'smart-card']
    const inner = { ...(response['response'] as object), transports }
    expect(await creation({ ...response, response: inner })).toMatchObject({
      passkey: { transports: ['usb', 'smart-card'] },
    })
    const absent = { ...response, response: { ...inner, transports: 'usb' } }
    expect(await creation(absent)).toMatchObject({ passkey: { transports: [] } })
  })
})

describe('use', () => {
  let authenticator: Authenticator
  let passkey: PasskeyRow
  beforeEach(async () => {
    authenticator = new Authenticator(setting)
    passkey = await enrol(authenticator)
  })
  const use = (response: unknown, more: Partial<Parameters<typeof verifyUse>[0]> = {}) =>
    verifyUse({ response, challenge, party, passkeys: [passkey], handle, policySynced: 'allowed', ...more })

  it('EL-06 takes an honest answer and says what the authenticator said', async () => {
    expect(await use(authenticator.use(challenge))).toEqual({
      credentialId: passkey.credentialId,
      signCount: 1,
      backedUp: false,
      flags: { userVerified: true, backupEligible: false, backedUp: false, aaguid: passkey.aaguid },
    })
  })

  it.each(common)('%s is refused', async (_what, cause, twist) => {
    const stale = cause === 'challenge'
    const refused = stale ? 'passkey-failed' : 'passkey-not-accepted'
    expect(await use(authenticator.use(challenge, twist))).toEqual({ refused, cause, counts: !stale })
  })

  it('DL-03 an answer made for another session or operation is refused', async () => {
    const other = drawChallenge(random, 'ses_2', 'hash')
    expect(await use(authenticator.use(other))).toMatchObject({ cause: 'challenge' })
  })

  it('WA-04 the valid passkey of another user is refused and counted', async () => {
    const other = new Authenticator(setting)
    await enrol(other)
    const refused = { refused: 'passkey-not-accepted', cause: 'owner', counts: true }
    expect(await use(other.use(challenge))).toEqual(refused)
    expect(await use(authenticator.use(challenge), { passkeys: [] })).toEqual(refused)
  })

  it('WA-04 the user handle must be ours where there is one', async () => {
    const refused = { refused: 'passkey-not-accepted', cause: 'user-handle', counts: true }
    expect(await use(authenticator.use(challenge, { userHandle: Buffer.alloc(32).toString('base64url') }))).toEqual(
      refused,
    )
    expect(await use(authenticator.use(challenge, { userHandle: '' }))).toEqual(refused)
    expect(await use(authenticator.use(challenge, { userHandle: null }))).toHaveProperty('signCount')
  })

  it('WA-05 eligibility for backup never changes; the backup itself may', async () => {
    const flipped = { flags: { be: true, bs: true } }
    expect(await use(authenticator.use(challenge, flipped))).toMatchObject({
      cause: 'backup-eligibility',
      counts: true,
    })
    const synced = new Authenticator({ ...setting, synced: true })
    const row = await enrol(synced)
    const lost = synced.use(challenge, { flags: { be: false, bs: false } })
    expect(await use(lost, { passkeys: [row] })).toMatchObject({ cause: 'backup-eligibility' })
    const local = synced.use(challenge, { flags: { bs: false } })
    expect(await use(local, { passkeys: [row] })).toMatchObject({
      backedUp: false,
      flags: { backupEligible: true, backedUp: false },
    })
  })

  it('EL-07 a synced passkey is refused where the policy came to forbid it, and costs no try', async () => {
    const synced = new Authenticator({ ...setting, synced: true })
    const passkeys = [await enrol(synced)]
    const refused = await use(synced.use(challenge), { passkeys, policySynced: 'refused' })
    expect(refused).toEqual({ refused: 'passkey-synced', cause: 'synced', counts: false })
  })

  it('WA-06 a signature of another key is refused though the library does not throw', async () => {
    const refused = await use(authenticator.use(challenge, { signWith: ec().privateKey }))
    expect(refused).toEqual({ refused: 'passkey-not-accepted', cause: 'signature', counts: true })
  })

  it('WA-06 signed bytes cannot be changed afterwards', async () => {
    const response = authenticator.use(challenge)
    const inner = response['response'] as Record<string, string>
    const raised = Buffer.from(inner['authenticatorData']!, 'base64url')
    raised.writeUInt32BE(77, 33)
    const changed = { ...response, response: { ...inner, authenticatorData: raised.toString('base64url') } }
    expect(await use(changed)).toMatchObject({ cause: 'signature', counts: true })
  })

  it('WA-06 a signature that is none is refused and counted', async () => {
    const response = authenticator.use(challenge)
    const changed = { ...response, response: { ...(response['response'] as object), signature: 'AAAA' } }
    expect(await use(changed)).toMatchObject({ refused: 'passkey-not-accepted', cause: 'library', counts: true })
  })

  it.each([
    ['equal', 5, 5, false],
    ['lower', 5, 4, false],
    ['back to zero', 5, 0, false],
    ['higher', 5, 6, true],
    ['always zero', 0, 0, true],
    ['first beyond zero', 0, 1, true],
  ])('WA-09 a counter that is %s', async (_what, signCount, counter, fine) => {
    const result = await use(authenticator.use(challenge, { counter }), { passkeys: [{ ...passkey, signCount }] })
    if (fine) expect(result).toMatchObject({ signCount: counter })
    else expect(result).toEqual({ refused: 'passkey-not-accepted', cause: 'sign-count', counts: true })
  })

  it('WA-09 a forged counter raises no alarm of a copied key', async () => {
    const forged = authenticator.use(challenge, { counter: 1, signWith: ec().privateKey })
    expect(await use(forged, { passkeys: [{ ...passkey, signCount: 5 }] })).toMatchObject({ cause: 'signature' })
  })

  it('finds the passkey among several', async () => {
    const others = await Promise.all([1, 2].map(() => enrol(new Authenticator(setting))))
    expect(await use(authenticator.use(challenge), { passkeys: [...others, passkey] })).toMatchObject({
      credentialId: passkey.credentialId,
    })
  })
})

describe('anything at all', () => {
  const authenticator = new Authenticator(setting)
  const answers = { create: authenticator.create(challenge), use: authenticator.use(challenge) }

  /** An honest answer in which one field became something else. */
  const mutated = (answer: Record<string, unknown>) => {
    const inner = answer['response'] as Record<string, unknown>
    const value = fc.oneof(
      fc.jsonValue(),
      fc.string(),
      fc.base64String(),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64url')),
    )
    return fc.oneof(
      fc
        .tuple(fc.constantFrom(...Object.keys(inner)), value)
        .map(([name, other]) => ({ ...answer, response: { ...inner, [name]: other } })),
      fc
        .tuple(fc.constantFrom('id', 'rawId', 'type', 'response'), value)
        .map(([name, other]) => ({ ...answer, [name]: other })),
    )
  }
  const anything = fc.oneof(fc.anything(), fc.jsonValue(), fc.json(), fc.string())

  it('WA-06 a creation answers with a value, whatever is sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, mutated(answers.create)), async (response) => {
        const result = await creation(response)
        expect(isRefused(result) ? result.cause : 'passkey' in result).toBeTruthy()
      }),
      { numRuns: 500 },
    )
  })

  it('WA-06 a use answers with a value, whatever is sent', async () => {
    const passkeys = [await enrol(authenticator)]
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, mutated(answers.use)), async (response) => {
        const result = await verifyUse({ response, challenge, party, passkeys, handle, policySynced: 'allowed' })
        if (isRefused(result)) expect(typeof result.counts).toBe('boolean')
        else expect(result.credentialId).toBe(passkeys[0]?.credentialId)
      }),
      { numRuns: 500 },
    )
  })

  it('WA-06 cut or flipped attestation objects are refused, never thrown', async () => {
    const inner = answers.create['response'] as Record<string, string>
    const whole = Buffer.from(inner['attestationObject']!, 'base64url')
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, flip, cut) => {
          const bytes = Buffer.from(cut ? whole.subarray(0, at) : whole)
          if (!cut) bytes[at]! ^= flip
          const response = { ...answers.create, response: { ...inner, attestationObject: bytes.toString('base64url') } }
          const result = await creation(response)
          if (cut) expect(result).toHaveProperty('refused')
        },
      ),
      { numRuns: 500 },
    )
  })

  it('an answer whose binary parts cannot be read costs no try', async () => {
    const broken = (answer: Record<string, unknown>, field: string) => ({
      ...answer,
      response: { ...(answer['response'] as object), [field]: 'AAAA' },
    })
    expect(await creation(broken(answers.create, 'attestationObject'))).toEqual({
      refused: 'malformed',
      cause: 'malformed',
    })
    const used = await verifyUse({
      response: broken(answers.use, 'authenticatorData'),
      challenge,
      party,
      passkeys: [await enrol(authenticator)],
      handle,
      policySynced: 'allowed',
    })
    expect(used).toEqual({ refused: 'malformed', cause: 'malformed', counts: false })
  })

  it.each([
    [null],
    [undefined],
    [''],
    ['{'],
    ['null'],
    ['[]'],
    [[]],
    [{}],
    [7],
    [{ id: 'AA', rawId: 'AA', type: 'public-key' }],
  ])('a malformed answer %j costs no try', async (response) => {
    expect(await creation(response)).toEqual({ refused: 'malformed', cause: 'malformed' })
    const used = await verifyUse({ response, challenge, party, passkeys: [], handle, policySynced: 'allowed' })
    expect(used).toEqual({ refused: 'malformed', cause: 'malformed', counts: false })
  })
})
