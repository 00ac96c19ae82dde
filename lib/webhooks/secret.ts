import type { EndpointRow } from '../../db/store.ts'
import type { KeyRing } from '../keys/ring.ts'
import { sealWithRing, unsealWithRing } from '../keys/ring-seal.ts'
import type { Random } from '../ports/random.ts'

/** A fresh signing secret: 32 random bytes as Standard Webhooks writes them, `whsec_` and base64. */
export function makeSecret(random: Random): string {
  return `whsec_${random.bytes(32).toString('base64')}`
}

/** Closes a secret for its endpoint; it opens nowhere else. */
export function sealSecret(keys: KeyRing, endpointId: string, secret: string): string {
  return sealWithRing(keys, `webhook-endpoint ${endpointId}`, secret)
}

/** The secrets that sign now, the newest first: two while a change is under way. In: ring, endpoint, epoch milliseconds. */
export function activeSecrets(keys: KeyRing, endpoint: EndpointRow, now: number): string[] {
  const { id, secretSealed, previousSecretSealed: previous, previousSecretUntil: until } = endpoint
  const sealed = previous !== null && until !== null && now < until ? [secretSealed, previous] : [secretSealed]
  return sealed.map((one) => unsealWithRing(keys, `webhook-endpoint ${id}`, one))
}
