import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { type KeyRing, type SecretKind, secretKinds } from './ring.ts'

/** Makes a ring with one fresh secret of every kind. Out: the ring, to be kept outside the database. */
export function makeRing(): KeyRing {
  const kinds = Object.fromEntries(secretKinds.map((kind) => [kind, [makeSecret(kind)]]))
  return { ...(kinds as Record<SecretKind, KeyRing['cookie']>), signing: [makeSigningKey()] }
}

/** A fresh secret of 32 random bytes. */
export function makeSecret(kind: SecretKind): KeyRing['cookie'][number] {
  return { id: `${kind}-${randomBytes(4).toString('hex')}`, secret: randomBytes(32).toString('base64url') }
}

/** A fresh key for receipts: ECDSA on P-256 (ES256). */
export function makeSigningKey(): KeyRing['signing'][number] {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = privateKey.export({ format: 'jwk' }) as KeyRing['signing'][number]['jwk']
  return { id: `signing-${randomBytes(4).toString('hex')}`, jwk }
}
