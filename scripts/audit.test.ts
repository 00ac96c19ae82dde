import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { type AuditReport, judgeAudit } from './support/audit/judge.ts'
import { accepted, daysToPatch, severities } from './support/audit/policy.ts'
import { readLockfile } from './support/lockfile.ts'

const { packages } = readLockfile()
const versionOf = (name: string) => packages[`node_modules/${name}`]?.version ?? ''

/** A registry that knows holes, or does not want to be asked. */
const servers: ReturnType<typeof createServer>[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function audited(answer: (asked: Record<string, string[]>) => { status: number; body: object }) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (request.method !== 'POST') return void response.writeHead(404).end('{}')
    const sent = Buffer.concat(chunks)
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent
    const { status, body } = answer(JSON.parse(text.toString()))
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const child = spawn(process.execPath, ['scripts/audit.ts'], {
    env: { ...process.env, npm_config_registry: registry, npm_config_fetch_retries: '0' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const [code] = await once(child, 'close')
  return { code, output }
}

const aHole = {
  id: 1,
  severity: 'high',
  vulnerable_versions: '<99.0.0',
  cwe: [],
  cvss: { score: 7.5, vectorString: null },
}

describe('WEB-09 npm run audit', () => {
  it('asks for every package, and is content where no hole is known', async () => {
    let names: string[] = []
    const { code, output } = await audited((asked) => {
      names = Object.keys(asked)
      return { status: 200, body: {} }
    })
    expect([code, output.trim()]).toEqual([0, '0 known holes to close'])
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(names).toEqual(expect.arrayContaining([...Object.keys(dependencies), ...Object.keys(devDependencies)]))
  })

  it('rings for a known hole, and says by when it has to be closed', async () => {
    const url = 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc'
    const body = {
      next: [{ ...aHole, url, title: 'Runs what strangers send' }],
      vitest: [{ ...aHole, id: 2, url: 'https://github.com/advisories/GHSA-dddd', title: 'Shows files' }],
    }
    const { code, output } = await audited(() => ({ status: 200, body }))
    expect(code).toBe(1)
    expect(output).toContain(
      'HOLE  critical in next (server): Runs what strangers send (GHSA-aaaa-bbbb-cccc); within 2 days',
    )
    expect(output).toContain('HOLE  high in vitest (tools): Shows files (GHSA-dddd); within 30 days')
    expect(output.trim()).toMatch(/2 known holes to close$/)
  })

  it('does not take a registry that cannot be asked for good news', async () => {
    for (const status of [405, 500]) expect((await audited(() => ({ status, body: {} }))).code).toBe(3)
  })
})

describe('WEB-09 the time to patch', () => {
  const report = (name: string, severity: string, nodes: string[]): AuditReport => ({
    auditReportVersion: 2,
    vulnerabilities: {
      [name]: {
        nodes,
        via: [{ name, title: 'A hole', url: 'https://github.com/advisories/GHSA-one', severity }],
        fixAvailable: false,
      },
      depends: { nodes: ['node_modules/depends'], via: [name], fixAvailable: false },
    },
  })
  const judged = (name: string, severity: string, dev = false, known = accepted, day = '2026-11-22') =>
    judgeAudit(report(name, severity, ['node_modules/x']), { 'node_modules/x': { dev } }, known, day)

  it.each(severities)('is the policy’s for %s', (severity) => {
    expect(judged('x', severity)).toMatchObject([{ days: daysToPatch.server[severity], where: 'server' }])
    expect(judged('x', severity, true)).toMatchObject([{ days: daysToPatch.tools[severity], where: 'tools' }])
  })

  it('is that of a critical hole for a high one in what answers strangers, and for a word that nobody knows', () => {
    for (const name of ['next', 'react-server-dom-webpack', 'hono']) {
      expect(judged(name, 'high')).toMatchObject([{ severity: 'critical', days: 2 }])
    }
    expect(judged('x', 'dreadful')).toMatchObject([{ severity: 'critical' }])
  })

  it('is waived for what is accepted, until its day', () => {
    const known = [{ advisory: 'GHSA-one', why: 'never called', until: '2026-11-22' }]
    expect(judged('x', 'high', false, known)).toMatchObject([{ accepted: 'never called' }])
    expect(judged('x', 'high', false, known, '2026-11-23')).toMatchObject([{ accepted: null }])
  })

  it('is waived for nothing for longer than 90 days, nor without a reason', () => {
    const latest = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10)
    for (const { advisory, why, until } of accepted) {
      expect(advisory).toMatch(/^GHSA-/)
      expect(why.length).toBeGreaterThan(20)
      expect(until <= latest && /^\d{4}-\d\d-\d\d$/.test(until)).toBe(true)
    }
  })

  it('stands in docs/operations.md', () => {
    const page = readFileSync('docs/operations.md', 'utf8')
    for (const severity of ['critical', 'high', 'moderate', 'low'] as const) {
      const { server, tools } = daysToPatch
      expect(page).toContain(`| ${severity} | ${server[severity]} days | ${tools[severity]} days |`)
    }
  })
})

it.each([
  // The last ones with a hole before anybody is known: CVE-2025-55182, and CVE-2026-23869 after it.
  ['next', [16, 2, 3]],
  ['react', [19, 2, 5]],
  ['react-dom', [19, 2, 5]],
] as const)('WEB-09 %s is not below the version that closed what was known', (name, floor) => {
  const parts = versionOf(name).split('.').map(Number)
  const firstOther = floor.findIndex((least, i) => parts[i] !== least)
  expect(parts[firstOther === -1 ? 0 : firstOther]).toBeGreaterThanOrEqual(
    floor[firstOther === -1 ? 0 : firstOther] ?? 0,
  )
})
