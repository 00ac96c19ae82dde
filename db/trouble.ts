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
  [/^E(CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_)/, 'no-answer'],
]
/** Faults of the drivers that have no code. */
const silence = /connection (is not open|terminated|timeout)|timeout exceeded|query read timeout|connection-lost/i

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
  if (fault.name === 'DatabaseUnavailable' || silence.test(fault.message)) return 'no-answer'
  return fault.cause === undefined || fault.cause === fault ? null : troubleOf(fault.cause)
}
