import { contrast, type Hex } from './contrast.ts'
import { grounds, least, type Theme } from './grounds.ts'
import { fromOklch, type Oklch, toOklch } from './oklch.ts'

/** The colours of a page that a brand decides, in one theme; the names are those of the tokens. */
export interface Palette {
  readonly accent: Hex
  readonly accentPressed: Hex
  readonly onAccent: Hex
  readonly accentSoft: Hex
  /** The line above the page and the letter's tile. */
  readonly mark: Hex
  readonly onMark: Hex
  /** The head of the card, but for payments and payees: always the tenant's faintest tint, never a strong colour. */
  readonly operation: Hex
}

/** What the lighter colour of the dark theme is to reach: as much as our own has there. */
const wantedInTheDark = 7.5
const step = 0.01

/**
 * The colours of both themes. In: two colours that were found good. In the light theme the accent is the first colour as
 * it is; in the dark theme it is lightened in OKLCH, its hue kept, until it reads as well as our own. All else follows.
 */
export function palette(primary: Hex, secondary: Hex): Readonly<Record<Theme, Palette>> {
  return { light: light(primary, secondary), dark: dark(primary, secondary) }
}

function light(primary: Hex, secondary: Hex): Palette {
  const read = toOklch(primary)
  // A colour that is nearly black can only become lighter under the finger.
  const pressed = read.l > 0.28 ? read.l - 0.08 : read.l + 0.14
  return {
    accent: primary,
    accentPressed: fromOklch({ ...read, l: pressed }),
    onAccent: '#ffffff',
    accentSoft: mix(primary, grounds.light.surface, 0.09),
    ...marked(secondary),
    operation: mix(secondary, grounds.light.surface, 0.05),
  }
}

function dark(primary: Hex, secondary: Hex): Palette {
  const accent = lighten(toOklch(primary), grounds.dark.surface, wantedInTheDark)
  const read = toOklch(accent)
  return {
    accent,
    accentPressed: fromOklch({ ...read, l: Math.min(0.97, read.l + 0.07) }),
    onAccent: fromOklch({ l: 0.2, c: Math.min(read.c, 0.04), h: read.h }),
    accentSoft: mix(accent, grounds.dark.surface, 0.15),
    ...marked(secondary),
    operation: mix(secondary, grounds.dark.surface, 0.1),
  }
}

/** Black or white reads on every colour: one of them always has 4.5:1. */
function marked(mark: Hex): Pick<Palette, 'mark' | 'onMark'> {
  return { mark, onMark: contrast('#ffffff', mark) >= least.text ? '#ffffff' : '#000000' }
}

/** The same hue, lighter until it has this contrast. In: where to begin, what it stands on, the contrast wanted. */
function lighten(from: Oklch, ground: Hex, wanted: number): Hex {
  for (let l = from.l; l < 1; l += step) {
    const colour = fromOklch({ ...from, l })
    if (contrast(colour, ground) >= wanted) return colour
  }
  return '#ffffff'
}

/** The same hue, darker until it has this contrast: what to answer whose colour is too light. */
export function darken(colour: Hex, on: readonly Hex[], wanted: number): Hex {
  const from = toOklch(colour)
  for (let l = from.l; l > 0; l -= step) {
    const darker = fromOklch({ ...from, l })
    if (on.every((ground) => contrast(darker, ground) >= wanted)) return darker
  }
  return '#000000'
}

/** So much of one colour over another, as a browser lays one over the other. */
function mix(colour: Hex, over: Hex, share: number): Hex {
  const part = (at: number) => {
    const [top, below] = [colour, over].map((each) => Number.parseInt(each.slice(at, at + 2), 16))
    return Math.round((top ?? 0) * share + (below ?? 0) * (1 - share))
      .toString(16)
      .padStart(2, '0')
  }
  return `#${part(1)}${part(3)}${part(5)}`
}
