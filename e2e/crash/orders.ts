import type { Point, Spot } from './points.ts'

/** What the harness tells a server that may die. */
export type Order = { readonly id: number } & (
  | { readonly do: 'arm'; readonly point: Point | null }
  | { readonly do: 'set-ahead'; readonly milliseconds: number }
  | { readonly do: 'measure' }
)

export interface Reply {
  /** How often each spot was passed since it was armed before. */
  readonly passed?: readonly [Spot, number][]
  /** Bytes. */
  readonly resident?: number
  readonly heap?: number
  /** Of every connection to the database; 2 is FULL. */
  readonly synchronous?: readonly unknown[]
}
