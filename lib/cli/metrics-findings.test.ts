import { describe, expect, it } from 'vitest'
import { metricsFindings } from './metrics-findings.ts'

const nowhere = { port: null, host: '127.0.0.1', token: null }

describe('OPS-03 doctor says who can read the metrics', () => {
  it.each([
    ['live', nowhere, 'note', 'nobody can read them'],
    ['live', { ...nowhere, port: 9464 }, 'ok', 'on 127.0.0.1:9464'],
    ['live', { ...nowhere, port: 9464, host: '0.0.0.0' }, 'note', 'for everybody who reaches it'],
    ['live', { ...nowhere, token: 'secret-token' }, 'ok', 'on port 3000 with the token'],
    ['sandbox', nowhere, 'ok', 'on port 3000 for everybody'],
  ] as const)('in %s mode, with %o', (mode, metrics, level, text) => {
    const findings = metricsFindings({ mode, port: 3000, metrics })
    expect(findings).toEqual([{ level, text: expect.stringContaining(text) }])
    expect(JSON.stringify(findings)).not.toContain('secret')
  })
})
