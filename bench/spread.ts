import { median } from './median.ts'

/** The median of several rounds, with the lowest and the highest. */
export interface Spread {
  readonly median: number
  readonly lowest: number
  readonly highest: number
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), lowest: Math.min(...values), highest: Math.max(...values) }
}

/** Writes a spread, `4,210 (4,080 to 4,300)`. In: digits after the point. */
export function writeSpread({ median: middle, lowest, highest }: Spread, digits = 0): string {
  return `${writeNumber(middle, digits)} (${writeNumber(lowest, digits)} to ${writeNumber(highest, digits)})`
}

export function writeNumber(value: number, digits = 0): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
