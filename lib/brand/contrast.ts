/** A colour as `#rrggbb`, lower case. */
export type Hex = `#${string}`

/**
 * How well two colours stand against each other, from 1 to 21, as WCAG 2.2 computes it ("contrast ratio"). In: two
 * colours, in any order.
 */
export function contrast(one: Hex, other: Hex): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
}

/** WCAG 2.2, "relative luminance". */
function luminance(colour: Hex): number {
  const [red, green, blue] = linear(colour)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Red, green and blue from 0 to 1, in proportion to their light. */
export function linear(colour: Hex): [number, number, number] {
  const part = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [part(1), part(3), part(5)]
}
