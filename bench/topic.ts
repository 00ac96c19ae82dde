/** A table of figures, as it stands in the results. */
export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** What was promised beside what was measured. */
export interface Budget {
  readonly what: string
  readonly budget: string
  readonly measured: string
  readonly met: boolean
}

/** What a topic found out. */
export interface Outcome {
  readonly tables: readonly Table[]
  readonly budgets: readonly Budget[]
}

export interface Settings {
  /** How often each contestant has its turn. */
  readonly rounds: number
  /** How long a turn lasts. */
  readonly seconds: number
  /** A small run, to see that all parts work. */
  readonly quick: boolean
}

/** One topic of the bench. */
export type Topic = (settings: Settings) => Promise<Outcome>
