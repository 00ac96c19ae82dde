/** How a file can be sent. */
export type Encoding = 'br' | 'gzip' | 'identity'

const preferred = ['br', 'gzip'] as const

/**
 * The smallest form that a client takes. In: its Accept-Encoding, which forms there are. Out: Brotli before gzip before
 * none; what has weight 0 is not taken. RFC 9110 section 12.5.3.
 */
export function acceptedEncoding(header: string | undefined, there: (form: Encoding) => boolean): Encoding {
  const weights = new Map<string, number>()
  for (const entry of (header ?? '').slice(0, 500).toLowerCase().split(',')) {
    const [name = '', ...parameters] = entry.split(';')
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean)
    weights.set(name.trim(), weight === undefined ? 1 : Number(weight))
  }
  return (
    preferred.find((encoding) => there(encoding) && (weights.get(encoding) ?? weights.get('*') ?? 0) > 0) ?? 'identity'
  )
}
