import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { decodeAttestationObject, parseAuthenticatorData } from '@simplewebauthn/server/helpers'
import { describe, expect, it } from 'vitest'
import type { PasskeyRow } from '../../../db/store.ts'
// Test vectors of Web Authentication Level 3, section 16 (https://www.w3.org/TR/webauthn-3/#sctn-test-vectors), as hex.
import vectors from './testing/spec-vectors.json' with { type: 'json' }
import { verifyCreation } from './verify-creation.ts'
import { verifyUse } from './verify-use.ts'

type Vector = (typeof vectors)[number]

const party = { id: 'example.org', name: 'Example', origin: 'https://example.org' }
const base64url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url')
const policySynced = 'allowed' as const

/** What our rules make of each: we ask that the person was verified, and are never framed. */
const verdicts: Readonly<Record<string, readonly [registration: string, authentication: string]>> = {
  'none.ES256': ['user-verification', 'user-verification'],
  'packed-self.ES256': ['accepted', 'user-verification'],
  'none.ES256.crossOrigin': ['cross-origin', 'cross-origin'],
  'none.ES256.topOrigin': ['cross-origin', 'cross-origin'],
  'none.ES256.long-credential-id': ['user-verification', 'accepted'],
  'packed.ES256': ['accepted', 'accepted'],
  'packed.RS256': ['accepted', 'user-verification'],
  'packed.EdDSA': ['user-verification', 'user-verification'],
}

function creationResponse({ credentialId, registration }: Vector) {
  const { clientDataJSON, attestationObject } = registration
  return {
    ...{ id: base64url(credentialId), rawId: base64url(credentialId), type: 'public-key', clientExtensionResults: {} },
    response: { clientDataJSON: base64url(clientDataJSON), attestationObject: base64url(attestationObject) },
  }
}

function useResponse({ credentialId, authentication }: Vector) {
  const { clientDataJSON, authenticatorData, signature } = authentication
  const response = { clientDataJSON, authenticatorData, signature }
  return {
    ...{ id: base64url(credentialId), rawId: base64url(credentialId), type: 'public-key', clientExtensionResults: {} },
    response: Object.fromEntries(Object.entries(response).map(([name, hex]) => [name, base64url(hex)])),
  }
}

/** What the vector's registration makes, whatever our rules say of it. */
function rowOf({ registration }: Vector): PasskeyRow {
  const object = decodeAttestationObject(new Uint8Array(Buffer.from(registration.attestationObject, 'hex')))
  const { flags, credentialID, credentialPublicKey } = parseAuthenticatorData(object.get('authData'))
  return {
    credentialId: Buffer.from(credentialID ?? []).toString('base64url'),
    publicKey: Buffer.from(credentialPublicKey ?? []).toString('base64url'),
    ...{ signCount: 0, transports: [], userVerified: flags.uv, backupEligible: flags.be, backedUp: flags.bs },
    ...{ aaguid: '', createdAt: 0, lastUsedAt: null },
  }
}

const create = (vector: Vector) =>
  verifyCreation({
    response: creationResponse(vector),
    challenge: base64url(vector.registration.challenge),
    ...{ party, policySynced, now: 0 },
  })

const use = (vector: Vector, response: unknown = useResponse(vector)) =>
  verifyUse({
    response,
    challenge: base64url(vector.authentication.challenge),
    ...{ party, policySynced, passkeys: [rowOf(vector)], handle: 'handle' },
  })

describe.each(vectors)('WA-22 the specification’s vector $name (section $section)', (vector) => {
  const [registration, authentication] = verdicts[vector.name] ?? []

  it(`at registration: ${registration}`, async () => {
    const made = await create(vector)
    if (registration !== 'accepted') expect(made).toMatchObject({ cause: registration })
    else {
      const { credentialId, publicKey, backupEligible, backedUp } = rowOf(vector)
      expect(made).toMatchObject({ passkey: { credentialId, publicKey, backupEligible, backedUp, userVerified: true } })
    }
  })

  it(`at authentication: ${authentication}`, async () => {
    const used = await use(vector)
    if (authentication === 'accepted') expect(used).toMatchObject({ signCount: 0, flags: { userVerified: true } })
    else expect(used).toMatchObject({ cause: authentication })
  })

  it('has a signature that fits, so that nothing but our rule can have refused it', async () => {
    const { credentialId, publicKey } = rowOf(vector)
    const check = (response: unknown) =>
      verifyAuthenticationResponse({
        response: response as never,
        expectedChallenge: base64url(vector.authentication.challenge),
        ...{ expectedOrigin: party.origin, expectedTopOrigin: 'https://example.com', expectedRPID: party.id },
        requireUserVerification: false,
        credential: { id: credentialId, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter: 0 },
      })
    expect((await check(useResponse(vector))).verified).toBe(true)
  })
})

const used = vectors.filter(({ name }) => verdicts[name]?.[1] === 'accepted')

it.each(used)('WA-22 $name is refused with the signature of another vector', async (vector) => {
  const other = vectors.find(({ name }) => name !== vector.name)
  const { response, ...rest } = useResponse(vector)
  const foreign = { ...rest, response: { ...response, signature: base64url(other?.authentication.signature ?? '') } }
  expect(await use(vector, foreign)).toMatchObject({ cause: 'signature' })
})

it('WA-22 has a verdict for each vector, and each verdict is reached', () => {
  expect(vectors.map(({ name }) => name).toSorted()).toEqual(Object.keys(verdicts).toSorted())
  expect(used.map(({ name }) => name)).toEqual(['none.ES256.long-credential-id', 'packed.ES256'])
})
