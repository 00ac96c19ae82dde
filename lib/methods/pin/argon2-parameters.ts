import { type Options, parseOptions } from '@node-rs/argon2'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. Numbers, because the package's enums are ambient. */
export const argon2Parameters = {
  algorithm: 2,
  version: 1,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
  outputLen: 32,
} as const satisfies Options

/** Whether a hash in PHC format was made otherwise than one would be made today. Throws when it is not a hash. */
export function isOutdated(hash: string): boolean {
  const made = parseOptions(hash)
  return Object.entries(argon2Parameters).some(([name, value]) => made[name as keyof typeof argon2Parameters] !== value)
}
