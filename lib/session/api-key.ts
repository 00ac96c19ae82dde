import type { ApiKeyRow } from '../../db/store.ts'
import { tokenHash } from '../keys/hash.ts'
import { apiScopes } from '../sca/api-scope.ts'
import type { Deps } from './deps.ts'

/** Draws an API key of 256 bits. In: the mode it is for, which it names, so that a key in the wrong place is seen. */
export function drawApiKey({ random, config }: Pick<Deps, 'random' | 'config'>): string {
  return `ak_${config.mode}_${random.bytes(32).toString('base64url')}`
}

/** What is stored of a key: its hash, under an id that may be shown. In: platform, the key; what it may do and from where. */
export function apiKeyRow(
  { random, clock }: Pick<Deps, 'random' | 'clock'>,
  platformId: string,
  key: string,
  { scopes = apiScopes, addresses = [] }: Partial<Pick<ApiKeyRow, 'scopes' | 'addresses'>> = {},
): ApiKeyRow {
  const id = `key_${random.bytes(8).toString('base64url')}`
  const times = { createdAt: clock.now(), lastUsedAt: null, revokedAt: null }
  return { id, platformId, keyHash: tokenHash(key), scopes, addresses, ...times }
}
