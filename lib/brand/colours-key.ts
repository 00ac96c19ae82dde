import type { Brand } from '../sca/brand.ts'
import { colourFault, isHex } from './colour-fault.ts'
import type { Hex } from './contrast.ts'

/**
 * Which colours a page has, in a form that can stand in an address and in an attribute: `1d4fc4-0b5d57`; null: none of
 * its own.
 */
export function coloursKey({ primary, secondary }: Brand): string | null {
  return primary === null ? null : `${primary}-${secondary ?? primary}`.replaceAll('#', '')
}

/** The colours that a key names, or null where it names none that could have been set. */
export function coloursOf(key: string): { primary: Hex; secondary: Hex } | null {
  const [primary, secondary, more] = key.split('-').map((part) => `#${part}`)
  if (more !== undefined || primary === undefined || secondary === undefined) return null
  return isHex(primary) && isHex(secondary) && colourFault(primary) === null ? { primary, secondary } : null
}
