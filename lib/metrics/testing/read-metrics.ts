import type { Meters } from '../../ports/meters.ts'

/** The figures as Prometheus reads them: `name{label="value"}` to value, lines of help left out. */
export async function readMetrics(meters: Pick<Meters, 'exposition'>): Promise<Map<string, number>> {
  const { text } = await meters.exposition()
  return seriesOf(text)
}

export function seriesOf(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]))
}
