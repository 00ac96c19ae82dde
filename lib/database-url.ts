const tlsFiles = ['sslrootcert', 'sslcert', 'sslkey']
/**
 * What may stand behind the question mark. The driver obeys far more, and puts it in the place of what was checked here or
 * set elsewhere: `ssl=0` would take TLS away from `sslmode=verify-full`, `statement_timeout=0` the end of every wait.
 */
const known = ['sslmode', ...tlsFiles, 'host', 'port', 'user', 'password', 'application_name']
const tlsModes = ['disable', 'require', 'verify-ca', 'verify-full']

/**
 * What is wrong with a DATABASE_URL. In: the text; whether the mode is live. Out: null, or what is to be changed, without
 * the password that may be in it.
 */
export function databaseUrlFault(text: string, live: boolean): string | null {
  if (/^file:.|^:memory:$/.test(text)) return null
  if (!isPostgres(text)) return 'must start with file: or postgres://'
  const url = URL.parse(text)
  if (url === null) return 'is not an address such as postgres://user:password@host:5432/database'
  const names = [...url.searchParams.keys()]
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) return `takes no parameter ${unknown.slice(0, 40)}, only ${known.join(', ')}`
  const twice = names.find((name, place) => names.indexOf(name) < place)
  if (twice !== undefined) return `names ${twice} twice`
  if (url.pathname.length < 2) return 'names no database: postgres://user:password@host:5432/database'
  // The driver would look for one in the environment, or take this machine.
  if (hostOf(url) === '') return 'names no host: postgres://user:password@host:5432/database'
  const mode = url.searchParams.get('sslmode') ?? 'disable'
  if (!tlsModes.includes(mode)) return `sslmode must be one of ${tlsModes.join(', ')}`
  const authority = url.searchParams.get('sslrootcert')
  if (mode === 'disable' && tlsFiles.some((name) => url.searchParams.has(name))) {
    return 'names files for TLS, and no sslmode that asks for TLS'
  }
  // The authorities of the system sign for everybody: only the name tells one server from another.
  if (authority === 'system' && mode !== 'verify-full') return 'sslrootcert=system needs verify-full as sslmode'
  const verified = mode === 'verify-full' || (mode === 'verify-ca' && Boolean(authority))
  if (!live || verified || isHere(url)) return null
  return (
    'live mode reaches a database on another machine only by TLS with its certificate checked: ' +
    'sslmode=verify-full, or verify-ca with sslrootcert'
  )
}

/** Is this the address of a PostgreSQL? */
export function isPostgres(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text)
}

/** A DATABASE_URL that may be shown: without user, password and parameters. */
export function shownDatabaseUrl(text: string): string {
  if (!isPostgres(text)) return text
  const { host, pathname } = new URL(text)
  return `postgres://${host}${pathname}`
}

/** Where the driver goes: a parameter counts more than the address itself. */
function hostOf({ hostname, searchParams }: URL): string {
  return searchParams.get('host') ?? hostname
}

/** On this machine: loopback, or a socket in the file system. */
function isHere(url: URL): boolean {
  return /^(\/.*|localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostOf(url))
}
