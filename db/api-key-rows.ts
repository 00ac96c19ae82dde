import type { ApiScope } from '../lib/sca/api-scope.ts'
import type { PlatformRow } from './rows.ts'

/** An API key of a platform. */
export interface ApiKeyRow {
  readonly id: string
  readonly platformId: string
  readonly keyHash: string
  /** What it may do. */
  readonly scopes: readonly ApiScope[]
  /** Addresses and networks from which it may be used; none: from anywhere. */
  readonly addresses: readonly string[]
  readonly createdAt: number
  /** To the hour; null: never. */
  readonly lastUsedAt: number | null
  readonly revokedAt: number | null
}

/** A platform, and what the key may do by which it was found. */
export interface PlatformOfKey extends Pick<ApiKeyRow, 'scopes' | 'addresses' | 'lastUsedAt'> {
  readonly platform: PlatformRow
  readonly keyId: string
}
