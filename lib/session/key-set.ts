import type { JWK } from 'jose'
import type { Deps } from './deps.ts'

/**
 * Keeps the public part of every signing key of the ring, for as long as the database lives. Called at start. Throws where the
 * database knows another key under an id of the ring: what that one signed would not verify.
 */
export async function keepSigningKeys(deps: Deps): Promise<void> {
  for (const { id: kid, jwk } of deps.config.keys.signing) {
    const { kty, crv, x, y } = jwk
    const row = { kid, jwk: JSON.stringify({ kty, crv, x, y }), createdAt: deps.clock.now() }
    await deps.store.keepSigningKey(row)
  }
  const { keys } = await keySet(deps)
  for (const { id, jwk } of deps.config.keys.signing) {
    const kept = keys.find(({ kid }) => kid === id)
    if (kept?.x === jwk.x && kept.y === jwk.y) continue
    throw new Error(
      `ASSENT_KEYS: the signing key ${id} is not the one that this database knows by that id: give it another`,
    )
  }
}

/** All keys that ever signed a receipt, public parts only (RFC 7517): retired ones still verify what they signed. */
export async function keySet(deps: Pick<Deps, 'store'>): Promise<{ keys: JWK[] }> {
  const rows = await deps.store.listSigningKeys()
  return { keys: rows.map(({ kid, jwk }) => publicKey(kid, JSON.parse(jwk))) }
}

/** Named one by one, so that a private part could not slip out even if it were stored. */
function publicKey(kid: string, { kty, crv, x, y }: JWK): JWK {
  return { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' } as JWK
}
