import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { catalogue, type MetricDefinition } from '../lib/metrics/catalogue.ts'
import { prometheusMeters } from '../lib/metrics/prometheus-meters.ts'
import { readMetrics } from '../lib/metrics/testing/read-metrics.ts'
import { abuseLimits, alarms } from '../lib/sca/abuse-limits.ts'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook: string }
}
const rules = (parse(readFileSync('ops/alerts.yml', 'utf8')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
)
const page = readFileSync('docs/operations.md', 'utf8')

/** Names as a query may use them: a histogram has three. */
let exported: string[]
beforeAll(async () => {
  const meters = prometheusMeters({
    build: { version: '1', mode: 'sandbox' },
    clock: { now: () => 0 },
    dataFolder: '.',
    backlog: () => Promise.reject(new Error('not asked')),
    hashes: () => ({ running: 0, waiting: 0, done: 0, refused: 0, seconds: 0 }),
  })
  const { text } = await meters.exposition()
  exported = [...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' ? ['_bucket', '_count', '_sum'].map((end) => name + end) : [name],
  )
})

/** `{a="b",c=~"d"}` as a test of a series' labels. */
function selects(inside: string): (labels: string) => boolean {
  const wanted = [...inside.matchAll(/(\w+)(=~|!=|=)"([^"]*)"/g)]
  return (labels) =>
    wanted.every(([, label = '', how, value = '']) => {
      const has = new RegExp(`\\b${label}="([^"]*)"`).exec(labels)?.[1] ?? ''
      if (how === '=~') return new RegExp(`^(?:${value})$`).test(has)
      return how === '=' ? has === value : has !== value
    })
}

describe('OPS-04 alerts', () => {
  it('see the first event of what they watch, because it begins at zero', async () => {
    const series = [...(await readMetrics(prometheusMeters())).keys()]
    // Tasks begin with their first run.
    const watched = rules.flatMap(({ expr }) => [...expr.matchAll(/increase\((assent_\w+)(?:\{([^}]*)\})?\[/g)])
    const unseen = watched.filter(
      ([, name = '', inside = '']) =>
        name !== 'assent_tasks_total' &&
        !series.some((one) => (one === name || one.startsWith(`${name}{`)) && selects(inside)(one)),
    )
    expect(watched.length).toBeGreaterThan(15)
    expect(unseen.map(([text]) => text)).toEqual([])
  })

  it('SMS-12 ring for exactly those limits that are worth waking somebody', () => {
    const rule = rules.find(({ alert }) => alert === 'AssentSmsLimit')
    const rings = selects(/\{([^}]*)\}/.exec(rule?.expr ?? '')?.[1] ?? '')
    for (const { name } of Object.values(abuseLimits).flat()) expect(rings(`limit="${name}"`), name).toBe(alarms(name))
  })

  it('speak of metrics that are exported', () => {
    const named = rules.flatMap(({ expr }) => expr.match(/\b(assent|nodejs|process)_\w+/g) ?? [])
    expect(named.length).toBeGreaterThan(rules.length)
    expect(named.filter((name) => !exported.includes(name))).toEqual([])
  })

  it('speak of labels and values that there are', () => {
    for (const { expr } of rules) {
      for (const [, name = '', inside = ''] of expr.matchAll(/\b(assent_\w+)\{([^}]*)\}/g)) {
        const own = name.replace(/_(bucket|count|sum)$/, '') as keyof typeof catalogue
        const { labels } = (catalogue[name as keyof typeof catalogue] ?? catalogue[own]) as MetricDefinition
        const asked = [...inside.matchAll(/(\w+)\s*[=!]/g)].map(([, label]) => label)
        expect(asked.filter((label) => !labels.includes(label ?? ''))).toEqual([])
      }
    }
  })

  it.each(rules)('$alert has a severity, a sentence, and a runbook that says what to do', (rule) => {
    expect(['critical', 'warning']).toContain(rule.labels.severity)
    expect(rule.annotations.summary.length * rule.annotations.description.length).toBeGreaterThan(0)
    expect(rule.annotations.runbook).toBe(`docs/operations.md#${rule.alert.toLowerCase()}`)
    expect(page).toMatch(new RegExp(`^### ${rule.alert}\n\n\\S.{40}`, 'm'))
  })

  it('and no runbook is of an alert that there is not', () => {
    const headings = [...page.matchAll(/^### (Assent\w+)$/gm)].map(([, name]) => name)
    expect(headings.toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted())
  })

  it('are each tried out', () => {
    const tried = ['ops/alerts.test.yml', 'ops/alerts-day.test.yml']
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    for (const { alert } of rules) {
      expect(tried).toContain(`name: ${alert} fires`)
      expect(tried).toContain(`name: ${alert} stays quiet`)
    }
  })
})

describe('docs/operations.md', () => {
  it('lists every metric as it is', () => {
    const expected = Object.entries(catalogue as Record<string, MetricDefinition>).map(
      ([name, { type, labels, help }]) =>
        `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`,
    )
    expect(page.match(/^\| `assent_.*$/gm)).toEqual(expected)
  })

  it('leads to what there is', () => {
    const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'))
    const inside = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor)
    expect(inside.filter((anchor) => !anchors.includes(anchor))).toEqual([])
  })
})

describe('files for Docker and systemd', () => {
  const unit = readFileSync('ops/assent.service', 'utf8')
  const setting = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1]
  const number = (file: string, pattern: RegExp) => Number(pattern.exec(readFileSync(file, 'utf8'))?.[1])
  const drainSeconds =
    number('lib/server/serve.ts', /stopWithinMs = (\d+)_000/) +
    number('lib/config.ts', /ASSENT_DRAIN_SECONDS: .*max\((\d+)\)/)

  it('give a server longer to stop than it takes', () => {
    expect(drainSeconds).toBeGreaterThan(10)
    expect(Number(setting('TimeoutStopSec'))).toBeGreaterThan(drainSeconds)
    const { services } = parse(readFileSync('compose.yaml', 'utf8'))
    expect(Number.parseInt(services.assent.stop_grace_period, 10)).toBeGreaterThan(drainSeconds)
  })

  it('OPS-02 let it do nothing but its work', () => {
    const hardened = { NoNewPrivileges: 'yes', ProtectSystem: 'strict', DynamicUser: 'yes', CapabilityBoundingSet: '' }
    for (const [name, value] of Object.entries(hardened)) expect(setting(name), name).toBe(value)
    const { services } = parse(readFileSync('compose.yaml', 'utf8'))
    expect(services.assent).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
    expect(services.assent.security_opt).toContain('no-new-privileges:true')
  })

  it('name only variables that the server reads', () => {
    const known = readFileSync('.env.example', 'utf8')
    const { services } = parse(readFileSync('compose.yaml', 'utf8'))
    for (const name of Object.keys(services.assent.environment)) expect(known).toMatch(new RegExp(`^${name}=`, 'm'))
  })

  it('hand on every variable that may be set in .env, but for those that the container itself decides', () => {
    const all = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)
    const { services } = parse(readFileSync('compose.yaml', 'utf8'))
    const decided = ['PORT', 'ASSENT_DATA', 'ASSENT_JOURNAL', 'ASSENT_METRICS_PORT', 'ASSENT_METRICS_HOST']
    const handed = [...Object.keys(services.assent.environment), ...decided]
    expect(all.length).toBeGreaterThan(20)
    expect(all.filter((name) => !handed.includes(name ?? ''))).toEqual([])
  })

  it('are a unit that systemd takes, where there is one to ask', () => {
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', 'ops/assent.service'], { encoding: 'utf8' })
    // Null: there is no systemd on this machine.
    if (status !== null)
      expect([status, stderr.replaceAll(/^.*(not executable|No such file).*\n/gm, '')]).toEqual([0, ''])
  })
})
