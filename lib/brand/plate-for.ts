import { contrast, type Hex } from './contrast.ts'

/** What a picture without a ground of its own is put on. */
export type Plate = Hex | 'opaque' | 'blank'

const white: Hex = '#ffffff'
const black: Hex = '#12161d'
/** White is what logos are drawn for; the other is for those that cannot be seen on it. */
const enoughOnWhite = 2
/** Below it a person sees nothing. */
const least = 1.25

/**
 * What a logo has to stand on to be seen. In: its pixels as bytes of red, green, blue, alpha. Out: `opaque` where it
 * brings its own ground, a colour, or `blank` where there is nothing to see in it.
 */
export function plateFor(pixels: Uint8Array): Plate {
  let [ink, onWhite, onBlack, clear] = [0, 0, 0, 0]
  const seen = { low: [255, 255, 255], high: [0, 0, 0] }
  const known = new Map<Hex, [number, number]>()
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = (pixels[at + 3] ?? 0) / 255
    if (alpha < 0.99) clear += 1
    if (alpha < 0.1) continue
    // Sixteen shades of each are enough to weigh them, and keep the number of colours small.
    const rgb = [0, 1, 2].map((part) => pixels[at + part] ?? 0)
    for (const part of [0, 1, 2]) {
      seen.low[part] = Math.min(seen.low[part] ?? 0, rgb[part] ?? 0)
      seen.high[part] = Math.max(seen.high[part] ?? 0, rgb[part] ?? 0)
    }
    const shade: Hex = `#${rgb.map((part) => ((part & 0xf0) | (part >> 4)).toString(16).padStart(2, '0')).join('')}`
    const pair = known.get(shade) ?? [contrast(shade, white), contrast(shade, black)]
    known.set(shade, pair)
    ink += alpha
    onWhite += alpha * pair[0]
    onBlack += alpha * pair[1]
  }
  const spread = Math.max(...seen.high.map((high, part) => high - (seen.low[part] ?? 0)))
  if (clear === 0) return spread < 16 ? 'blank' : 'opaque'
  if (ink === 0) return 'blank'
  const plate = onWhite / ink >= enoughOnWhite || onWhite >= onBlack ? white : black
  return (plate === white ? onWhite : onBlack) / ink < least ? 'blank' : plate
}
