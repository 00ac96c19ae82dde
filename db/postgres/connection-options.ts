import { readFileSync } from 'node:fs'
import type { ClientConfig } from 'pg'

/** The driver's own names for how long it waits. */
export interface Patience {
  readonly connectionTimeoutMillis: number
  readonly statement_timeout: number
  readonly lock_timeout: number
  readonly idle_in_transaction_session_timeout: number
  readonly query_timeout: number
}

/** How long anything may take, in milliseconds. Together they bound every verb. */
const patience: Patience = {
  /** To be given a connection, or to make one. */
  connectionTimeoutMillis: 5_000,
  statement_timeout: 10_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 10_000,
  /** For the answer of a server that is gone without a word. */
  query_timeout: 12_000,
}

/**
 * What the driver is given. In: `postgres://user:password@host:port/database`, with the parameters of libpq for TLS
 * (`sslmode`, `sslrootcert`, `sslcert`, `sslkey`), which mean here what they mean there. Throws for an `sslmode` that
 * promises nothing.
 */
export function connectionOptions(databaseUrl: string): ClientConfig {
  const url = new URL(databaseUrl)
  const take = (name: string) => {
    const value = url.searchParams.get(name)
    url.searchParams.delete(name)
    return value
  }
  const [mode, authority, certificate, key] = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey'].map(take)
  return {
    ...patience,
    application_name: 'assent',
    connectionString: url.href,
    keepAlive: true,
    // What is asked together is sent together; who awaits each answer notices nothing.
    pipeline: true,
    ssl: tls(mode ?? 'disable', { authority, certificate, key }),
  }
}

type Files = Record<'authority' | 'certificate' | 'key', string | null | undefined>

function tls(mode: string, given: Files): ClientConfig['ssl'] {
  const { authority, certificate, key } = given
  const files = {
    ...(authority && authority !== 'system' ? { ca: readFileSync(authority, 'utf8') } : {}),
    ...(certificate ? { cert: readFileSync(certificate, 'utf8') } : {}),
    ...(key ? { key: readFileSync(key, 'utf8') } : {}),
  }
  switch (mode) {
    case 'disable':
      return false
    case 'require':
      // Where an authority is named, libpq asks it, too.
      return authority ? tls('verify-ca', given) : { ...files, rejectUnauthorized: false }
    case 'verify-ca':
      return { ...files, rejectUnauthorized: true, checkServerIdentity: () => undefined }
    case 'verify-full':
      return { ...files, rejectUnauthorized: true }
    default:
      throw new Error('DATABASE_URL: sslmode must be disable, require, verify-ca or verify-full')
  }
}
