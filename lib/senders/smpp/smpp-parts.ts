import { createHash } from 'node:crypto'
import { gsmSign } from './gsm-alphabet.ts'
import type { SmppOptions } from './smpp-options.ts'

/** One short message, as `submit_sm` takes it. */
export interface SmppPart {
  readonly data_coding: number
  readonly esm_class: number
  readonly short_message: Buffer
}

const ucs2 = 0x08
const hasHeader = 0x40

/** Bytes of a message that stands alone, and of one that is joined with others: the header takes six of 140. */
interface Room {
  readonly alone: number
  readonly joined: number
}
const septets: Room = { alone: 160, joined: 153 }
const octets: Room = { alone: 140, joined: 134 }

/**
 * Writes a text as short messages: in the SMSC's own alphabet where it has all signs, else in UCS-2. A long text is cut
 * between signs, and each part says in its header which text it belongs to (3GPP TS 23.040, 9.2.3.24.1): every phone and
 * every SMSC knows that, while not all take a long `message_payload`. The same reference gives the same header, so that
 * parts that come twice still make one text.
 */
export function smppParts(text: string, reference: string, alphabet: SmppOptions['alphabet']): SmppPart[] {
  const signs = [...text]
  const own = alphabet === 'ucs2' ? null : allOrNone(signs, alphabet === 'gsm' ? gsmSign : latin1Sign)
  const [coding, bytes, room] = own
    ? ([0, own, alphabet === 'gsm' ? septets : octets] as const)
    : ([ucs2, signs.map(ucs2Sign), octets] as const)
  const pieces = cut(bytes, room)
  const [only] = pieces
  if (only && pieces.length === 1) return [{ data_coding: coding, esm_class: 0, short_message: only }]
  const [number = 0] = createHash('sha256').update(reference).digest()
  return pieces.map((piece, i) => ({
    data_coding: coding,
    esm_class: hasHeader,
    short_message: Buffer.concat([Buffer.from([5, 0, 3, number, pieces.length, i + 1]), piece]),
  }))
}

function latin1Sign(sign: string): readonly number[] | null {
  const code = sign.codePointAt(0) ?? 256
  return code < 256 ? [code] : null
}

function ucs2Sign(sign: string): readonly number[] {
  return [...Buffer.from(sign, 'utf16le').swap16()]
}

function allOrNone(
  signs: readonly string[],
  write: (sign: string) => readonly number[] | null,
): (readonly number[])[] | null {
  const written = signs.map(write)
  return written.every((bytes) => bytes !== null) ? written : null
}

function cut(signs: readonly (readonly number[])[], { alone, joined }: Room): Buffer[] {
  const all = signs.flat()
  if (all.length <= alone) return [Buffer.from(all)]
  const pieces: number[][] = [[]]
  for (const sign of signs) {
    if ((pieces.at(-1)?.length ?? 0) + sign.length > joined) pieces.push([])
    pieces.at(-1)?.push(...sign)
  }
  return pieces.map((piece) => Buffer.from(piece))
}
