import { DrizzleQueryError } from 'drizzle-orm'

/**
 * The database does not answer: it is down, out of reach, busy beyond our patience, or does not let us in. Nothing is
 * known of what was under way but that nobody was told it was done.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
  readonly code: string
  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }
}

/** What a statement ran against, by SQLSTATE. */
const refusals: Readonly<Record<string, string>> = {
  '23502': 'not null',
  '23503': 'foreign key',
  '23505': 'unique',
  '22P02': 'bad text of a value',
  '22021': 'bad character',
  '40001': 'serialisation',
  '40P01': 'deadlock',
  '42501': 'lacking right',
}

/** The database refused a statement. Says which rule, never a value: what PostgreSQL says itself has rows in it. */
export class StatementRefused extends Error {
  /** The SQLSTATE. */
  readonly code: string
  constructor(code: string, where: string) {
    super(`The database refused a statement: ${refusals[code] ?? 'SQLSTATE'} ${code}${where}`)
    this.code = code
  }
}

/** The database is there, but a server must not start on it; the text says what to do. */
export class DatabaseUnusable extends Error {
  readonly code = 'database-unusable'
}

/** What the code of a fault means for whoever starts a server, by SQLSTATE or by the word of Node. */
const explanations: Readonly<Record<string, string>> = {
  '28P01': 'it does not accept the user name or the password of DATABASE_URL',
  '28000': 'it does not let this user in from here (pg_hba.conf), or not without TLS (sslmode)',
  '3D000': 'there is no database of the name in DATABASE_URL: create it first (createdb)',
  '53300': 'it has no connection left: raise max_connections, or start fewer instances',
  '57P03': 'it is starting up or shutting down',
  '42501': 'this user lacks a right on its tables',
  ENOTFOUND: 'the host of DATABASE_URL is unknown',
  EAI_AGAIN: 'the host of DATABASE_URL cannot be looked up now',
  ECONNREFUSED: 'nobody listens at the address of DATABASE_URL',
  ETIMEDOUT: 'the address of DATABASE_URL does not answer',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is from no known authority: name it with sslrootcert',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is from no known authority: name it with sslrootcert',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is from no known authority: name it with sslrootcert',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is from no known authority: name it with sslrootcert',
  CERT_HAS_EXPIRED: 'its certificate has expired',
}

/** Classes and codes of SQLSTATE that tell of the database or of our patience, not of the statement. */
const unavailable = /^(08|28|3D|53|57|58)|^(55P03|25P03)$/

/** Explained already, or mistakes in our code, which must not pass for trouble that is over soon. */
const told = [
  DatabaseUnavailable,
  StatementRefused,
  DatabaseUnusable,
  TypeError,
  ReferenceError,
  RangeError,
  SyntaxError,
]

/**
 * A fault of the driver as one that may be logged: its code, and table and constraint where there are some. Faults of
 * ours pass through. The driver's own have statements, parameters and rows in their texts.
 */
export function explained(fault: unknown): unknown {
  const cause = fault instanceof DrizzleQueryError ? fault.cause : fault
  if (told.some((ours) => cause instanceof ours)) return cause
  const { code, table, constraint } = cause as { code?: unknown; table?: unknown; constraint?: unknown }
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !(code in systemCodes)) {
    if (!unavailable.test(code)) {
      const where = [table, constraint].filter((name) => typeof name === 'string')
      return new StatementRefused(code, where.length > 0 ? ` (${where.join(', ')})` : '')
    }
    return notAnswering(code)
  }
  return notAnswering(typeof code === 'string' ? code : silence(cause))
}

/** Words of Node that look like a SQLSTATE. */
const systemCodes: Readonly<Record<string, true>> = { EPIPE: true, EPERM: true }

/** How the driver says that nothing came back. */
function silence(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : ''
  if (/SSL/.test(text)) return 'no-tls'
  return /time/i.test(text) ? 'timeout' : 'connection-lost'
}

function notAnswering(code: string): DatabaseUnavailable {
  const why = explanations[code] ?? (code === 'no-tls' ? 'it does not speak TLS, which sslmode asks for' : undefined)
  return new DatabaseUnavailable(`The database does not answer: ${why ?? code}${why ? ` (${code})` : ''}`, code)
}
