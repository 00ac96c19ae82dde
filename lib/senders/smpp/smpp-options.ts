import { decodedPart } from '../decoded-part.ts'

/** How to reach an SMSC, and as whom to send. */
export interface SmppOptions {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly systemId: string
  readonly password: string
  readonly systemType: string
  readonly from: string
  /** Messages that may be on their way without an answer. */
  readonly window: number
  /** What data coding 0 means at this SMSC. */
  readonly alphabet: 'gsm' | 'latin1' | 'ucs2'
}

const known = ['from', 'window', 'alphabet', 'systemType', 'tls']
const from = /^(\+?\d{3,15}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/
const alphabets = ['gsm', 'latin1', 'ucs2'] as const

/**
 * Reads `smpps://SYSTEM-ID:PASSWORD@host:3550?from=…` or `smpp://…:2775`. Without TLS only an SMSC on this machine is
 * used, or one with `tls=off`, for a line that is private by other means. Throws an error that says what is wrong and does
 * not repeat the address.
 */
export function smppOptions(url: string): SmppOptions {
  const parsed = URL.parse(url)
  if (!parsed || !/^smpps?:$/.test(parsed.protocol) || parsed.hostname === '') {
    throw new Error('must be smpps://SYSTEM-ID:PASSWORD@host?from=…')
  }
  const query = (name: string) => parsed.searchParams.get(name)
  if ([...parsed.searchParams.keys()].some((name) => !known.includes(name))) {
    throw new Error(`takes only ${known.join(', ')}`)
  }
  const tls = parsed.protocol === 'smpps:'
  const host = parsed.hostname.replace(/^\[|\]$/g, '')
  if (!tls && query('tls') !== 'off' && !/^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host)) {
    throw new Error('without TLS needs tls=off, or smpps: instead')
  }
  const systemId = text(parsed.username, 15, 'the system id')
  if (systemId === '') throw new Error('needs a system id before the @')
  return {
    host,
    port: parsed.port === '' ? (tls ? 3550 : 2775) : Number(parsed.port),
    tls,
    systemId,
    // SMPP 3.4 allows eight signs, and many an SMSC more.
    password: text(parsed.password, 64, 'the password'),
    systemType: text(query('systemType') ?? '', 12, 'systemType'),
    from: sender(query('from')),
    window: windowOf(query('window')),
    alphabet: alphabetOf(query('alphabet')),
  }
}

/** A field of SMPP ends with a zero byte and holds ASCII. */
function text(encoded: string, longest: number, name: string): string {
  const read = decodedPart(encoded)
  if (read.length > longest || !/^[\x20-\x7e]*$/.test(read))
    throw new Error(`${name} must be ASCII of at most ${longest} signs`)
  return read
}

function sender(given: string | null): string {
  // In a query a plus means a blank; nobody who writes +44 means that.
  const read = given?.replace(/^ (?=\d)/, '+') ?? ''
  if (!from.test(read)) throw new Error('needs from=<number, or name of at most eleven letters>')
  return read
}

function windowOf(given: string | null): number {
  const window = Number(given ?? 10)
  if (!Number.isInteger(window) || window < 1 || window > 1_000) throw new Error('window must be from 1 to 1000')
  return window
}

function alphabetOf(given: string | null): SmppOptions['alphabet'] {
  const alphabet = alphabets.find((name) => name === (given ?? 'gsm'))
  if (!alphabet) throw new Error(`alphabet must be one of ${alphabets.join(', ')}`)
  return alphabet
}
