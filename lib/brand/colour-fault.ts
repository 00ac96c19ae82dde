import { contrast, type Hex } from './contrast.ts'
import { grounds, least } from './grounds.ts'
import { darken } from './palette.ts'

/** Why a colour cannot be set. */
export type ColourFault =
  | { readonly code: 'not-a-colour' }
  /** `pair`: what would stand on what; `ratio`: what it has; `instead`: the nearest of the same hue that would do. */
  | {
      readonly code: 'low-contrast'
      readonly pair: readonly [Hex, Hex]
      readonly ratio: number
      readonly needed: number
      readonly instead: Hex
    }

/** Colours are written in one way, so that they can stand in addresses and stylesheets as they are. */
export function isHex(text: string): text is Hex {
  return /^#[0-9a-f]{6}$/.test(text)
}

/**
 * Can this be a platform's first colour? It is the ground of buttons under white text, and the text of links on the card
 * and on the page, so it has to have 4.5:1 with each in the light theme; the dark one gets a lighter shade that does
 * (A11Y-12; WCAG 2.2, 1.4.3 and 1.4.11). Out: null, or what is wrong with it.
 */
export function colourFault(colour: string): ColourFault | null {
  if (!isHex(colour)) return { code: 'not-a-colour' }
  const { surface, ground } = grounds.light
  const on = [surface, ground] as const
  const worst = on.map((each) => ({ each, ratio: contrast(colour, each) })).sort((a, b) => a.ratio - b.ratio)[0]
  if (!worst || worst.ratio >= least.text) return null
  const instead = darken(colour, on, least.text)
  return { code: 'low-contrast', pair: [colour, worst.each], ratio: worst.ratio, needed: least.text, instead }
}
