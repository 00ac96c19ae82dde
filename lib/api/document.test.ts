import { beforeAll, describe, expect, it } from 'vitest'
import { problems } from './problems.ts'
import { type TestApi, testApi } from './testing/test-api.ts'

interface Item {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]
  readonly requestBody?: { readonly required?: boolean }
  readonly responses: Readonly<Record<string, { readonly description: string }>>
  readonly security?: readonly object[]
  readonly summary?: string
}

let api: TestApi
let openapi: {
  readonly openapi: string
  readonly info: object
  readonly paths: Readonly<Record<string, Readonly<Record<string, Item>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Record<string, unknown>>>
    readonly securitySchemes: object
  }
}
beforeAll(async () => {
  api = await testApi()
  const response = await api.app.request('/api/v1/openapi.json')
  expect(response.status).toBe(200)
  openapi = await response.json()
})

const operations = () =>
  Object.entries(openapi.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  )

/** What describes the API, and what gateways call and platforms cannot. */
const undescribed = ['/api/v1/openapi.json', '/docs', '/sms-reports/:gateway']

describe('API-05 the OpenAPI document', () => {
  it('is 3.1 and names every route, and no other', () => {
    expect(openapi.openapi).toBe('3.1.0')
    const served = api.app.routes
      .filter(({ method, path }) => method !== 'ALL' && !undescribed.includes(path))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`)
    const described = operations().map(({ path, method }) => `${method} ${path}`)
    expect(described.sort()).toEqual([...new Set(served)].sort())
  })

  it('every reference leads somewhere', () => {
    const names = [...JSON.stringify(openapi).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name = '']) => name,
    )
    expect(names.length).toBeGreaterThan(20)
    for (const name of names) expect(openapi.components.schemas).toHaveProperty(name)
  })

  it('every operation is summed up, has its path parameters, a good answer and problems', () => {
    for (const { path, operation } of operations()) {
      expect(operation.summary).toBeTruthy()
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      expect(declared.map(({ name }) => name)).toEqual(inPath)
      for (const parameter of declared) expect(parameter.required).toBe(true)
      expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true)
      for (const { description } of Object.values(operation.responses)) expect(description).toBeTruthy()
      if (path.startsWith('/api/')) expect(operation.security).toEqual([{ apiKey: [] }])
    }
  })

  it('refuses unknown fields in every object that a platform sends', () => {
    for (const name of [
      'UserInput',
      'SessionInput',
      'RedeemInput',
      'Payment',
      'PaymentBatch',
      'Amount',
      'Payee',
      'NewPayee',
    ]) {
      expect([name, openapi.components.schemas[name]?.['additionalProperties']]).toEqual([name, false])
    }
  })

  it('names only codes that exist, under their status', () => {
    for (const { operation } of operations()) {
      for (const [status, { description }] of Object.entries(operation.responses)) {
        for (const [, code = ''] of description.matchAll(/`([a-z-]+)`/g)) {
          if (code !== 'redirectUrl') expect([code, String(problems[code as 'internal']?.[0])]).toEqual([code, status])
        }
      }
    }
  })

  it('CRED-11 has no field in which anybody could read or choose a PIN, a code or the key of a passkey', () => {
    const names = new Set([...JSON.stringify(openapi).matchAll(/"([A-Za-z_]+)":\{/g)].map(([, name = '']) => name))
    expect(names).toContain('evidenceHash')
    const secret = /^(pin|pin[A-Z].*|otp|\w+Code|passcode|password|publicKey|credential\w*|pinHash|keyHash|tokenHash)$/
    expect([...names].filter((name) => secret.test(name))).toEqual([])
  })

  it('OPS-01 live mode has no sandbox', async () => {
    const live = await testApi({ mode: 'live' })
    const { body } = await live.send('GET', '/api/v1/openapi.json')
    expect(Object.keys(body.paths).filter((path) => path.includes('sandbox'))).toEqual([])
    for (const path of ['/api/v1/sandbox/inbox', '/api/v1/sandbox/sessions/x/approve']) {
      expect((await live.send('POST', path)).status).toBe(404)
      expect((await live.send('GET', path)).status).toBe(404)
    }
  })
})

describe('/docs', () => {
  it('PII-06 shows every call and every code, with no script and no other host', async () => {
    const response = await api.app.request('/docs')
    const html = await response.text()
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    for (const { path } of operations()) expect(html).toContain(path)
    for (const code of Object.keys(problems)) expect(html).toContain(`id="${code}"`)
    expect(html).not.toMatch(/<script|<link|<img|src=|onload=/)
    expect([...html.matchAll(/href="([^"]*)"/g)].every(([, href = '']) => /^[#/]/.test(href))).toBe(true)
  })
})
