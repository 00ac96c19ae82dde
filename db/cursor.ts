import { UnknownCursor } from './store.ts'

/** Where a page of a list ended: the last row on it. */
export interface Position {
  readonly createdAt: number
  readonly id: string
}

/** Before the newest row. */
export const top: Position = { createdAt: Number.MAX_SAFE_INTEGER, id: '' }

/** A position as an opaque text. */
export function writeCursor({ createdAt, id }: Position): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url')
}

/** Reads what `writeCursor` wrote. Throws `UnknownCursor` for anything else. */
export function readCursor(cursor: string): Position {
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Number.isSafeInteger(createdAt) && typeof id === 'string') return { createdAt, id }
  } catch {
    // Not JSON, or no list: falls through to the same answer.
  }
  throw new UnknownCursor()
}

/** The number of the last row on a page, of a table that numbers its rows, as an opaque text. */
export function writePlace(place: number): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** Reads what `writePlace` wrote. Throws `UnknownCursor` for anything else. */
export function readPlace(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString()
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new UnknownCursor()
}
