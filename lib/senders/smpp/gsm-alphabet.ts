/** The basic alphabet of GSM 03.38, each sign at its place, and the signs behind an escape. 3GPP TS 23.038, 6.2.1. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const escaped = new Map([
  ['\f', 0x0a],
  ['^', 0x14],
  ['{', 0x28],
  ['}', 0x29],
  ['\\', 0x2f],
  ['[', 0x3c],
  ['~', 0x3d],
  [']', 0x3e],
  ['|', 0x40],
  ['€', 0x65],
])
const escapeByte = 0x1b

/** One sign as this alphabet writes it: one byte, or two with the escape. Null where it has none. */
export function gsmSign(sign: string): readonly number[] | null {
  const place = sign === '\u001b' ? -1 : basic.indexOf(sign)
  if (place >= 0) return [place]
  const behind = escaped.get(sign)
  return behind === undefined ? null : [escapeByte, behind]
}
