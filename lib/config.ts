import { randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { databaseUrlFault, isPostgres } from './database-url.ts'
import { makeRing } from './keys/make-ring.ts'
import { type KeyRing, readRing } from './keys/ring.ts'
import { evidenceDays } from './sca/retention.ts'
import { withSecretFiles } from './secret-files.ts'

/** What the process was told. Read once; nothing else reads the environment. */
export interface Config {
  readonly mode: 'sandbox' | 'live'
  /** Public origin: cookies, RP ID and links are made from it, never from a header. */
  readonly origin: string
  /** Host name of the origin: the WebAuthn RP ID and the last line of an SMS. */
  readonly host: string
  readonly port: number
  /** Processes that serve behind the port. */
  readonly workers: number
  readonly dataFolder: string
  readonly databaseUrl: string
  /** Folder where revocations are remembered outside of the database. */
  readonly journalFolder: string
  readonly smsUrl: string
  /** A second gateway, for when the first takes nothing. */
  readonly smsFallbackUrl: string | null
  readonly mailUrl: string
  readonly mailFrom: string
  readonly logLevel: string
  /** How many proxies of ours stand before the server: so many entries of X-Forwarded-For are believed. */
  readonly trustedHops: number
  readonly apiCallsPerMinute: number
  /** How long sessions with their logs are kept after their outcome. */
  readonly evidenceDays: number
  /** How long the server goes on answering after it said that it is not ready any more. */
  readonly drainSeconds: number
  /** Where metrics are read: on a port of their own (null: none), and on the main one with a token. */
  readonly metrics: { readonly port: number | null; readonly host: string; readonly token: string | null }
  /** Whom to ask for official time: `host` or `host:port`, at most five. */
  readonly timeServers: readonly string[]
  readonly keys: KeyRing
  /** The file of the ring, where its keys may be used for so long only without having been seen there. */
  readonly keyStore: { readonly file: string; readonly maxAgeMs: number } | null
  /** Where help is to be had, and what is said of personal data; each null where nothing was said. */
  readonly supportUrl: string | null
  readonly supportEmail: string | null
  readonly privacyUrl: string | null
  /** The seeded platform of the sandbox. */
  readonly demo: { readonly apiKey: string; readonly returnUrls: readonly string[] } | null
}

/** Its parts are read by the gateway that it names. */
const smsUrl = z
  .string()
  .regex(/^(sandbox:$|(twilio|smpps?):)/, 'must start with twilio:, smpp: or smpps:, or be sandbox:')

/** A name, an IPv4 address, or an IPv6 address in brackets; and a port. */
const timeServer = /^([a-z\d]([a-z\d.-]*[a-z\d])?|\[[\da-f:]+\])(:\d{1,5})?$/i

/** What passkeys can belong to: a name of several words that is no number, or this machine. */
const ownName = /^(localhost|([a-z\d-]+\.)+[a-z-][a-z\d-]*)$/

const publicPage = z.url({ protocol: /^https$/, error: 'must be an https address' })

const environment = z.object({
  ASSENT_MODE: z.enum(['sandbox', 'live']).default('sandbox'),
  ASSENT_URL: z.url().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  ASSENT_WORKERS: z.coerce.number().int().min(1).max(64).default(1),
  ASSENT_DATA: z.string().min(1).default('./data'),
  DATABASE_URL: z.string().optional(),
  ASSENT_JOURNAL: z.string().min(1).optional(),
  ASSENT_KEYS: z.string().min(2).optional(),
  ASSENT_KEYS_FILE: z.string().optional(),
  ASSENT_KEYS_MAX_AGE_SECONDS: z.coerce.number().int().min(60).max(604_800).optional(),
  ASSENT_DEMO_KEY: z
    .string()
    .regex(/^ak_sandbox_[A-Za-z0-9_-]{43}$/, 'must be ak_sandbox_ and 43 characters')
    .optional(),
  ASSENT_DEMO_RETURN_URLS: z.string().optional(),
  SMS_URL: smsUrl.optional(),
  SMS_FALLBACK_URL: smsUrl.optional(),
  MAIL_URL: z.string().optional(),
  MAIL_FROM: z.string().min(3).optional(),
  ASSENT_TRUSTED_HOPS: z.coerce.number().int().min(0).max(9).default(0),
  ASSENT_API_CALLS_PER_MINUTE: z.coerce.number().int().min(1).default(600_000),
  ASSENT_EVIDENCE_DAYS: z.coerce
    .number()
    .int()
    .min(evidenceDays.smallest)
    .max(evidenceDays.largest)
    .default(evidenceDays.usual),
  ASSENT_DRAIN_SECONDS: z.coerce.number().int().min(0).max(10).default(0),
  ASSENT_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  ASSENT_METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  ASSENT_METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/-]{32,}=*$/, 'must be at least 32 letters, digits and . _ ~ + / -')
    .optional(),
  ASSENT_SUPPORT_URL: publicPage.optional(),
  ASSENT_SUPPORT_EMAIL: z.email('must be one email address').optional(),
  ASSENT_PRIVACY_URL: publicPage.optional(),
  ASSENT_TIME_SERVERS: z
    .string()
    .transform(list)
    .refine((servers) => servers.length <= 5, 'five are enough')
    .refine(
      (servers) => servers.every((server) => timeServer.test(server) && URL.canParse(`ntp://${server}`)),
      'must be host or host:port, by commas',
    )
    .default([]),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})
type Environment = z.infer<typeof environment>

/**
 * Reads and checks the configuration. In: environment variables. Out: the configuration. Throws one Error with a line
 * per variable that is wrong. In sandbox mode missing keys are made once and kept in the data folder; live mode makes
 * nothing and refuses whatever only a sandbox may have.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(withSecretFiles(env)).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(set)
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
  }
  const e = parsed.data
  const faults = e.ASSENT_MODE === 'live' ? liveFaults(e) : sandboxFaults(e)
  if (e.ASSENT_KEYS_MAX_AGE_SECONDS && !e.ASSENT_KEYS_FILE)
    faults.push('ASSENT_KEYS_MAX_AGE_SECONDS: needs ASSENT_KEYS_FILE')
  const badDatabase = e.DATABASE_URL ? databaseUrlFault(e.DATABASE_URL, e.ASSENT_MODE === 'live') : null
  if (badDatabase !== null) faults.push(`DATABASE_URL: ${badDatabase}`)
  if (e.ASSENT_METRICS_PORT && e.ASSENT_METRICS_PORT === e.PORT) faults.push('ASSENT_METRICS_PORT: PORT is another')
  if (e.ASSENT_WORKERS > 1 && !isPostgres(e.DATABASE_URL ?? ''))
    faults.push('ASSENT_WORKERS: several need DATABASE_URL=postgres://…; a SQLite file has one server')
  if (faults.length > 0) throw new Error(faults.join('\n'))
  const url = new URL(e.ASSENT_URL ?? `http://localhost:${e.PORT}`)
  return {
    mode: e.ASSENT_MODE,
    origin: url.origin,
    host: url.hostname,
    port: e.PORT,
    workers: e.ASSENT_WORKERS,
    dataFolder: e.ASSENT_DATA,
    databaseUrl: e.DATABASE_URL ?? `file:${join(e.ASSENT_DATA, 'assent.db')}`,
    journalFolder: e.ASSENT_JOURNAL ?? join(e.ASSENT_DATA, 'journal'),
    smsUrl: e.SMS_URL ?? 'sandbox:',
    smsFallbackUrl: e.SMS_FALLBACK_URL ?? null,
    mailUrl: e.MAIL_URL ?? 'sandbox:',
    mailFrom: e.MAIL_FROM ?? `no-reply@${url.hostname}`,
    logLevel: e.LOG_LEVEL,
    trustedHops: e.ASSENT_TRUSTED_HOPS,
    drainSeconds: e.ASSENT_DRAIN_SECONDS,
    apiCallsPerMinute: e.ASSENT_API_CALLS_PER_MINUTE,
    evidenceDays: e.ASSENT_EVIDENCE_DAYS,
    metrics: {
      port: e.ASSENT_METRICS_PORT ?? null,
      host: e.ASSENT_METRICS_HOST,
      token: e.ASSENT_METRICS_TOKEN ?? null,
    },
    keys: e.ASSENT_KEYS ? readRing(e.ASSENT_KEYS) : sandboxKeys(e.ASSENT_DATA),
    timeServers: e.ASSENT_TIME_SERVERS,
    keyStore: keyStoreOf(e),
    supportUrl: e.ASSENT_SUPPORT_URL ?? null,
    supportEmail: e.ASSENT_SUPPORT_EMAIL ?? null,
    privacyUrl: e.ASSENT_PRIVACY_URL ?? null,
    demo: e.ASSENT_DEMO_KEY ? { apiKey: e.ASSENT_DEMO_KEY, returnUrls: list(e.ASSENT_DEMO_RETURN_URLS) } : null,
  }
}

function keyStoreOf({ ASSENT_KEYS_FILE: file, ASSENT_KEYS_MAX_AGE_SECONDS: seconds }: Environment): Config['keyStore'] {
  return file && seconds ? { file, maxAgeMs: seconds * 1000 } : null
}

function list(commaSeparated: string | undefined): string[] {
  return (commaSeparated ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

function sandboxFaults(e: Environment): string[] {
  const faults = fallbackFaults(e)
  if (e.MAIL_URL && !/^(sandbox:|smtps?:)/.test(e.MAIL_URL))
    faults.push('MAIL_URL: must start with sandbox:, smtp: or smtps:')
  return faults
}

function fallbackFaults({ SMS_URL: first, SMS_FALLBACK_URL: second }: Environment): string[] {
  if (second === undefined) return []
  if (second === 'sandbox:') return ['SMS_FALLBACK_URL: the sandbox inbox stands in for no gateway']
  if (first === undefined || first === 'sandbox:')
    return ['SMS_FALLBACK_URL: there is no gateway in SMS_URL to stand in for']
  return first === second ? ['SMS_FALLBACK_URL: is the same as SMS_URL'] : []
}

function liveFaults(e: Environment): string[] {
  const faults = fallbackFaults(e)
  if (!e.ASSENT_URL?.startsWith('https://')) faults.push('ASSENT_URL: live mode needs an https address')
  else if (!ownName.test(new URL(e.ASSENT_URL).hostname))
    faults.push('ASSENT_URL: passkeys need a host name of your own, as sca.example.com')
  if (!e.ASSENT_KEYS) faults.push('ASSENT_KEYS: live mode needs a key ring (npm run assent -- keys make)')
  if (!e.SMS_URL) faults.push('SMS_URL: live mode needs a gateway')
  if (e.SMS_URL?.startsWith('sandbox:')) faults.push('SMS_URL: the sandbox inbox is not for live mode')
  if (!/^smtps?:/.test(e.MAIL_URL ?? '')) faults.push('MAIL_URL: live mode needs smtp: or smtps:')
  if (/[?&]tls=off/.test(e.MAIL_URL ?? '')) faults.push('MAIL_URL: live mode sends no mail without TLS')
  if (!e.MAIL_FROM) faults.push('MAIL_FROM: live mode needs a sender address')
  if (e.ASSENT_DEMO_KEY) faults.push('ASSENT_DEMO_KEY: the seeded platform is for the sandbox only')
  return faults
}

function sandboxKeys(folder: string): KeyRing {
  const file = join(folder, 'keys.json')
  if (existsSync(file)) return readRing(readFileSync(file, 'utf8'))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const ring = makeRing()
  // It gets its name when it is whole: a process that dies here must not leave half a ring, which no start could read.
  const begun = `${file}.${randomUUID()}`
  writeFileSync(begun, `${JSON.stringify(ring, null, 2)}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(begun, file)
    return ring
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault
    // Whoever started at the same time was first.
    return readRing(readFileSync(file, 'utf8'))
  } finally {
    unlinkSync(begun)
  }
}
