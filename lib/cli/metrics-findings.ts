import type { Config } from '../config.ts'

type Finding = { readonly level: 'ok' | 'note'; readonly text: string }

/** What `doctor` says of who can read the metrics. */
export function metricsFindings({ mode, port: main, metrics }: Pick<Config, 'mode' | 'port' | 'metrics'>): Finding[] {
  const { port, host, token } = metrics
  const findings: Finding[] = []
  if (port !== null && isLoopback(host)) findings.push({ level: 'ok', text: `metrics: on ${host}:${port}` })
  else if (port !== null) {
    const text = `metrics: on ${host}:${port} for everybody who reaches it: let nobody in but Prometheus`
    findings.push({ level: 'note', text })
  }
  if (token !== null) findings.push({ level: 'ok', text: `metrics: on port ${main} with the token` })
  else if (mode === 'sandbox') findings.push({ level: 'ok', text: `metrics: on port ${main} for everybody` })
  if (findings.length > 0) return findings
  return [{ level: 'note', text: 'metrics: nobody can read them (ASSENT_METRICS_PORT, ASSENT_METRICS_TOKEN)' }]
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
