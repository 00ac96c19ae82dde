import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { catalogue, type MetricDefinition, type MetricName } from './catalogue.ts'

/** No label has more values than this: whatever comes after is "other". The largest closed set has 40 words. */
const valuesAtMost = 150

type Kind = { counter: Counter; gauge: Gauge; histogram: Histogram }
type Named<T> = { [N in MetricName]: (typeof catalogue)[N]['type'] extends T ? N : never }[MetricName]
type Labels = readonly string[]

/** The metrics of one process by name. Label values come in the order of the catalogue. */
export interface MetricRegistry {
  readonly registry: Registry
  count(name: Named<'counter'>, labels?: Labels, by?: number): void
  /** A counter whose sum somebody else keeps. */
  total(name: Named<'counter'>, sum: number): void
  set(name: Named<'gauge'>, value: number, labels?: Labels): void
  /** Nothing is known of it: it is left out. */
  unset(name: Named<'gauge'>): void
  add(name: Named<'gauge'>, by: number): void
  observe(name: Named<'histogram'>, seconds: number, labels?: Labels): void
}

/** Makes all metrics of the catalogue. What is never labelled begins at zero, so that a rate can see the first one. */
export function metricRegistry(): MetricRegistry {
  const registry = new Registry()
  const made = new Map(Object.entries(catalogue).map(([name, one]) => [name, make(registry, name, one)]))
  const families = new Map(Object.keys(catalogue).map((name) => [name, new LabelSets(name as MetricName)]))
  const of = <K extends keyof Kind>(name: MetricName) => made.get(name) as Kind[K]
  const bounded = (name: MetricName, values: Labels) => (families.get(name) as LabelSets).of(values)

  return {
    registry,
    count: (name, labels = [], by = 1) => of<'counter'>(name).inc(bounded(name, labels), by),
    total(name, sum) {
      of<'counter'>(name).reset()
      of<'counter'>(name).inc(sum)
    },
    set: (name, value, labels = []) => of<'gauge'>(name).set(bounded(name, labels), value),
    unset: (name) => of<'gauge'>(name).remove(),
    add: (name, by) => of<'gauge'>(name).inc(by),
    observe: (name, seconds, labels = []) => of<'histogram'>(name).observe(bounded(name, labels), seconds),
  }
}

function make(registry: Registry, name: string, { type, help, labels, buckets, together = 'max' }: MetricDefinition) {
  const common = { name, help, labelNames: [...labels], registers: [registry] }
  if (type === 'counter') return new Counter(common)
  return type === 'gauge'
    ? new Gauge({ ...common, aggregator: together })
    : new Histogram({ ...common, buckets: [...(buckets ?? [])] })
}

/** The labels of one metric: made once for each set of values, since most of what is counted was counted before. */
class LabelSets {
  readonly #names: Labels
  readonly #sets = new Map<string, Record<string, string>>()
  readonly #seen: readonly Set<string>[]

  constructor(name: MetricName) {
    this.#names = catalogue[name].labels
    this.#seen = this.#names.map(() => new Set<string>())
  }

  of(values: Labels): Record<string, string> {
    const key = values.length === 1 ? (values[0] as string) : values.join('\n')
    return this.#sets.get(key) ?? this.#make(key, values)
  }

  #make(key: string, values: Labels): Record<string, string> {
    const made: Record<string, string> = {}
    let known = true
    for (const [i, name] of this.#names.entries()) {
      const seen = this.#seen[i] as Set<string>
      const value = values[i] ?? ''
      if (seen.size < valuesAtMost) seen.add(value)
      made[name] = seen.has(value) ? value : 'other'
      known &&= seen.has(value)
    }
    // What is "other" is not kept: there may be any number of them.
    if (known) this.#sets.set(key, made)
    return made
  }
}
