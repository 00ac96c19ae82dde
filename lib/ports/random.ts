import { randomBytes, randomInt } from 'node:crypto'

/** The one source of chance; tests pass a fixed one. */
export interface Random {
  bytes(length: number): Buffer
  /** A whole number from 0 up to but not including `limit`, uniform. */
  below(limit: number): number
}

export const systemRandom: Random = { bytes: pooled(4096), below: (limit) => randomInt(limit) }

/** Asks the system for many bytes at a time: each asking costs as much as hashing a token. What was given out is wiped. */
function pooled(size: number): Random['bytes'] {
  let pool = Buffer.alloc(0)
  let used = 0
  return (length) => {
    if (length > size) return randomBytes(length)
    if (used + length > pool.length) {
      pool = randomBytes(size)
      used = 0
    }
    const given = Buffer.from(pool.subarray(used, used + length))
    pool.fill(0, used, used + length)
    used += length
    return given
  }
}
