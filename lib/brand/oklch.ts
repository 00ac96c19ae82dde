import { type Hex, linear } from './contrast.ts'

/**
 * A colour by how light it is (0 to 1), how strong (0 to about 0.4) and of which hue (radians): OKLCH, in which a change
 * of lightness keeps the hue to the eye (CSS Color 4).
 */
export interface Oklch {
  readonly l: number
  readonly c: number
  readonly h: number
}

/** Reads a colour. */
export function toOklch(colour: Hex): Oklch {
  const [r, g, b] = linear(colour)
  const [l, m, s] = [
    Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b),
    Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b),
    Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b),
  ]
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bee = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    c: Math.hypot(a, bee),
    h: Math.atan2(bee, a),
  }
}

/** Writes a colour. One that no screen can show becomes paler until one can. */
export function fromOklch({ l, c, h }: Oklch): Hex {
  const whole = toLinear({ l, c, h })
  if (whole.every(shown)) return hex(whole)
  let [pale, strong] = [0, c]
  for (let halved = 0; halved < 20; halved += 1) {
    const middle = (pale + strong) / 2
    if (toLinear({ l, c: middle, h }).every(shown)) pale = middle
    else strong = middle
  }
  return hex(toLinear({ l, c: pale, h }))
}

function toLinear({ l, c, h }: Oklch): number[] {
  const [a, b] = [c * Math.cos(h), c * Math.sin(h)]
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ]
}

/** Half a step of eight bits is no error. */
function shown(part: number): boolean {
  return part >= -0.0005 && part <= 1.0005
}

function hex(parts: readonly number[]): Hex {
  const byte = (part: number) => {
    const value = Math.min(1, Math.max(0, part))
    const coded = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055
    return Math.round(coded * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${parts.map(byte).join('')}`
}
