import { createHash } from 'node:crypto'
import type { PlatformRow, Store } from '../../../db/store.ts'
import { storeOfTests } from '../../../db/testing/store-of-tests.ts'
import type { Config } from '../../config.ts'
import { makeRing } from '../../keys/make-ring.ts'
import { makeLog } from '../../log/make-log.ts'
import { prometheusMeters } from '../../metrics/prometheus-meters.ts'
import { systemRandom } from '../../ports/random.ts'
import { type Readiness, readinessOf } from '../../readiness/readiness.ts'
import { apiScopes } from '../../sca/api-scope.ts'
import { noBrand } from '../../sca/brand.ts'
import type { PolicyName } from '../../sca/policy.ts'
import type { Deps } from '../../session/deps.ts'
import { depositInInbox } from '../../session/inbox.ts'
import { keepSigningKeys } from '../../session/key-set.ts'
import type { Resolve } from '../../webhooks/target-address.ts'
import { createApi } from '../create-api.ts'
import type { Api } from '../env.ts'

/** An API with its own database in memory, its own time and its own keys. */
export interface TestApi {
  readonly app: Api
  readonly deps: Deps
  readonly store: Store
  readonly platform: PlatformRow
  readonly key: string
  /** Lets time pass. */
  pass(ms: number): void
  /** Sets the clock, while no time passes. */
  setClock(ms: number): void
  readonly readiness: Readiness
  /** The next to ask whether it is ready is not told what was found a moment ago. */
  forget(): void
  /** Every line that was logged. */
  readonly lines: string[]
  /** Sends JSON with the platform's key. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>
  addPlatform(change?: Partial<PlatformRow>): Promise<{ platform: PlatformRow; key: string }>
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came
  readonly body: any
}

export const start = Date.parse('2026-08-01T12:00:00.000Z')
export const back = 'https://shop.example/back'

let platforms = 0

export async function testApi(
  options: {
    mode?: 'sandbox' | 'live'
    policy?: PolicyName
    store?: Store
    resolve?: Resolve
    apiCallsPerMinute?: number
    /** The clock of the machine, which readiness judges, is the one that the test turns. */
    turnsMachine?: boolean
  } = {},
): Promise<TestApi> {
  const store = options.store ?? (await storeOfTests())
  let now = start
  let passed = 0
  const lines: string[] = []
  const config: Config = {
    mode: options.mode ?? 'sandbox',
    origin: 'https://sca.example',
    host: 'sca.example',
    workers: 1,
    port: 0,
    dataFolder: '',
    databaseUrl: ':memory:',
    journalFolder: '',
    smsUrl: 'sandbox:',
    smsFallbackUrl: null,
    mailUrl: 'sandbox:',
    mailFrom: 'no-reply@sca.example',
    logLevel: 'debug',
    trustedHops: 0,
    drainSeconds: 0,
    metrics: { port: null, host: '127.0.0.1', token: null },
    apiCallsPerMinute: options.apiCallsPerMinute ?? 600_000,
    evidenceDays: 1_826,
    timeServers: [],
    keys: makeRing(),
    keyStore: null,
    supportUrl: null,
    supportEmail: null,
    privacyUrl: null,
    demo: null,
  }
  const meters = prometheusMeters()
  const files = { config, store, clock: { now: () => now }, random: systemRandom }
  const deps: Deps = {
    ...files,
    mailer: { send: (mail) => depositInInbox(files, { channel: 'email', ...mail }) },
    smsSender: {
      send: async (sms) => {
        await depositInInbox(files, { channel: 'sms', ...sms })
        return { taken: true }
      },
    },
    log: makeLog('debug', meters, { write: (line: string) => void lines.push(line) }),
    meters,
  }
  await keepSigningKeys(deps)
  // Names of webhook endpoints are public unless a test says otherwise: no test asks a real name server.
  const counted = { now: () => passed, awake: () => passed }
  const readiness = await readinessOf(deps, ...(options.turnsMachine ? [deps.clock, counted] : []))
  const app = createApi(deps, readiness, options.resolve ?? (async () => ['8.8.8.8']))

  async function addPlatform(change: Partial<PlatformRow> = {}) {
    platforms += 1
    const id = `platform-${platforms}`
    const platform = {
      id,
      name: `Shop ${platforms}`,
      policy: options.policy ?? 'strict',
      returnUrls: [back],
      brand: noBrand,
      createdAt: start,
      ...change,
    }
    const key = `ak_${config.mode}_${systemRandom.bytes(32).toString('base64url')}`
    const keyHash = createHash('sha256').update(key).digest('hex')
    const may = { scopes: apiScopes, addresses: [] }
    await store.createPlatform(platform, [
      {
        id: `key-${platforms}`,
        platformId: platform.id,
        keyHash,
        ...may,
        createdAt: start,
        lastUsedAt: null,
        revokedAt: null,
      },
    ])
    return { platform, key }
  }
  const { platform, key } = await addPlatform()
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    answered(
      await app.request(path, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
  const setClock = (ms: number) => {
    now += ms
  }
  const pass = (ms: number) => {
    setClock(ms)
    passed += ms
  }
  return {
    app,
    deps,
    store,
    platform,
    key,
    lines,
    send,
    addPlatform,
    pass,
    setClock,
    readiness,
    forget: readiness.forget,
  }
}

export async function answered(response: Response): Promise<Answered> {
  const text = await response.text()
  const json = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, body: json && text !== '' ? JSON.parse(text) : text }
}

export const natural = { type: 'natural', category: 'owner', email: 'ann@example.com', phoneNumber: '+33611111111' }
export const payment = { amount: { value: 3100, currency: 'EUR' }, payee: { name: 'Northwind Traders' } }

/** Saves a user and mints a payment. Out: the session as answered. */
export async function mintPayment(api: TestApi, change: object = {}, userId = 'ann'): Promise<Answered['body']> {
  await api.send('PUT', `/api/v1/users/${userId}`, natural)
  const { body } = await api.send('POST', '/api/v1/sessions', {
    userId,
    purpose: 'payment',
    operation: payment,
    ...change,
  })
  return body
}
