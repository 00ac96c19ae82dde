import { randomBytes, randomInt } from 'node:crypto'

/** The one source of chance; tests pass a fixed one. */
export interface Random {
  bytes(length: number): Buffer
  /** A whole number from 0 up to but not including `limit`, uniform. */
  below(limit: number): number
}

export const systemRandom: Random = { bytes: (length) => randomBytes(length), below: (limit) => randomInt(limit) }
