import { z } from 'zod'

/** One secret of one kind. The first of a kind is the one in use; the others still open what they closed. */
const secret = z.strictObject({ id: z.string().regex(/^[a-z0-9-]{4,32}$/), secret: z.base64url().length(43) })
const signing = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{4,32}$/),
  jwk: z.looseObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), d: z.string() }),
})

/** Kinds of secrets: each is used for one thing, so that none opens another's doors. */
export const secretKinds = ['cookie', 'pepper', 'field', 'code', 'lookup'] as const
export type SecretKind = (typeof secretKinds)[number]

const secrets = z.array(secret).min(1)
const ring = z
  .strictObject({
    cookie: secrets,
    pepper: secrets,
    field: secrets,
    code: secrets,
    lookup: secrets,
    signing: z.array(signing).min(1),
  })
  .refine(noneTwice, 'two keys of one kind have the same id')
  .refine(noneShared, 'the same secret stands twice in the ring')
  .refine(noneGuessable, 'a secret of the ring is an example or too regular')

/** The key ring: cookie sealing, PIN pepper, field encryption, code hashes, look-up hashes, receipt signing. */
export type KeyRing = z.infer<typeof ring>

/**
 * Reads a ring. In: JSON text. Out: the ring. Throws an Error that names what is wrong, never a secret.
 */
export function readRing(json: string): KeyRing {
  const parsed = ring.safeParse(parseJson(json))
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'ring'}: ${message}`)
  throw new Error(`the key ring is not usable: ${issues.join('; ')}`)
}

/** The secret in use. */
export function currentSecret(keys: KeyRing, kind: SecretKind): { id: string; key: Buffer } {
  const [first] = keys[kind]
  if (!first) throw new Error(`the key ring has no ${kind} key`)
  return { id: first.id, key: Buffer.from(first.secret, 'base64url') }
}

/** A secret by its id, or null where the ring has none of that id. */
export function secretById(keys: KeyRing, kind: SecretKind, id: string): Buffer | null {
  const found = keys[kind].find((entry) => entry.id === id)
  return found ? Buffer.from(found.secret, 'base64url') : null
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

/** What was closed says by which key by its id alone. */
function noneTwice(value: Record<SecretKind | 'signing', { id: string }[]>): boolean {
  return Object.values(value).every((keys) => new Set(keys.map(({ id }) => id)).size === keys.length)
}

function noneShared(value: Record<SecretKind, { secret: string }[]>): boolean {
  const all = secretKinds.flatMap((kind) => value[kind].map((entry) => entry.secret))
  return new Set(all).size === all.length
}

/** 32 random bytes have some 30 distinct values; an example such as "aaaa…" or "0123…" repeated has few. */
function noneGuessable(value: Record<SecretKind, { secret: string }[]>): boolean {
  return secretKinds.every((kind) =>
    value[kind].every((entry) => new Set(Buffer.from(entry.secret, 'base64url')).size >= 20),
  )
}
