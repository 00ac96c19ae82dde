/** What is wrong with a database, as far as it may be told to anybody. */
export type Trouble = 'no-answer' | 'busy' | 'read-only' | 'full' | 'damaged'

/** Codes of SQLite by their first words, SQLSTATEs and their classes, words of Node; the first that fits. */
const codes: readonly (readonly [RegExp, Trouble])[] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'busy'],
  [/^SQLITE_READONLY/, 'read-only'],
  [/^SQLITE_FULL$/, 'full'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'damaged'],
  [/^SQLITE_(IOERR|CANTOPEN|PROTOCOL|NOMEM|PERM|AUTH)/, 'no-answer'],
  [/^25006$/, 'read-only'],
  [/^53100$/, 'full'],
  [/^(53...|55P03|40001|40P01)$/, 'busy'],
  [/^XX00[12]$/, 'damaged'],
  // Lost connections, refused ones, operators that step in, errors of the system below.
  [/^(08|28|3D|57|58|25P)...?$/, 'no-answer'],
  // Words of our own, where the driver has none: `postgres/faults.ts`.
  [/^(timeout|connection-lost|no-tls)$/, 'no-answer'],
  [/^E(CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_|PROTO)/, 'no-answer'],
  // TLS: a certificate may run out under a server that goes on.
  [/CERT|^ERR_(SSL|TLS)_|^UNABLE_TO_/, 'no-answer'],
]
/** What the driver of SQLite says of a closed database, without a code. */
const silence = /connection is not open/i

/**
 * Is this fault the database's trouble, and not a mistake in our code? In: what was thrown, wrapped or not. Out: what is
 * wrong, in a word; null where it is something else.
 */
export function troubleOf(fault: unknown): Trouble | null {
  if (!(fault instanceof Error)) return null
  const { code } = fault as { code?: unknown }
  if (typeof code === 'string') {
    const known = codes.find(([pattern]) => pattern.test(code))
    if (known !== undefined) return known[1]
  }
  if (silence.test(fault.message)) return 'no-answer'
  return fault.cause === undefined || fault.cause === fault ? null : troubleOf(fault.cause)
}
