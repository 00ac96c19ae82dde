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
  const seen = new Map<string, Set<string>>()
  const of = <K extends keyof Kind>(name: MetricName) => made.get(name) as Kind[K]

  function bounded(name: MetricName, values: Labels): Record<string, string> {
    const labels: Record<string, string> = {}
    const { labels: names } = catalogue[name] as MetricDefinition
    for (const [i, label] of names.entries()) {
      const value = values[i] ?? ''
      const known = seen.get(name + label) ?? new Set()
      if (known.size === 0) seen.set(name + label, known)
      if (known.size < valuesAtMost) known.add(value)
      labels[label] = known.has(value) ? value : 'other'
    }
    return labels
  }

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

function make(registry: Registry, name: string, { type, help, labels, buckets }: MetricDefinition) {
  const common = { name, help, labelNames: [...labels], registers: [registry] }
  if (type === 'counter') return new Counter(common)
  return type === 'gauge' ? new Gauge(common) : new Histogram({ ...common, buckets: [...(buckets ?? [])] })
}
