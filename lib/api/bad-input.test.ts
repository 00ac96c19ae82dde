import { describe, expect, it } from 'vitest'
import { readinessOf } from '../readiness/readiness.ts'
import { bodyLimits } from './read-body.ts'
import { problemSchema } from './schemas/problem.ts'
import { answered, mintPayment, natural, payment, type TestApi, testApi } from './testing/test-api.ts'

const path = '/api/v1/sessions'
const good = JSON.stringify({ userId: 'ann', purpose: 'payment', operation: payment })
const post = async (
  api: TestApi,
  body: string | Uint8Array<ArrayBuffer> | undefined,
  headers: Record<string, string> = {},
) =>
  answered(
    await api.app.request(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.key}`, ...headers },
      ...(body === undefined ? {} : { body }),
    }),
  )
const json = { 'content-type': 'application/json' }

describe('API-05 bodies', () => {
  it.each(['', '{', '{"a":1,}', 'null x', "{'a':1}", '{"a":NaN}', '\ufeff{', `${good}${good}`, '{"a":"\t"}'])(
    'malformed JSON %j is 400',
    async (body) => {
      const response = await post(await testApi(), body, json)
      expect([response.status, response.body.code]).toEqual([400, 'malformed-json'])
    },
  )

  it('what is not UTF-8 is 400', async () => {
    const response = await post(await testApi(), new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), json)
    expect([response.status, response.body.code]).toEqual([400, 'malformed-json'])
  })

  it.each(['null', '[]', '1', '"x"', 'true', '[[[[]]]]', `${'['.repeat(5000)}${']'.repeat(5000)}`])(
    'JSON that is no object is 422: %.20s',
    async (body) => {
      const response = await post(await testApi(), body, json)
      expect([response.status, response.body.code]).toEqual([422, 'invalid-body'])
    },
  )

  it.each([
    'text/plain',
    'text/json',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/merge-patch+json',
    'application/json; charset=iso-8859-1',
    'application/jsonp',
    '',
  ])('media type %j is 415', async (type) => {
    const response = await post(await testApi(), good, { 'content-type': type })
    expect([response.status, response.body.code]).toEqual([415, 'media-type'])
  })

  it('no media type is 415, and no body neither helps', async () => {
    const api = await testApi()
    for (const body of [new TextEncoder().encode(good), undefined]) {
      const response = await post(api, body)
      expect([response.status, response.body.code]).toEqual([415, 'media-type'])
    }
  })

  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
  ])('media type %j is taken', async (type) => {
    const response = await post(await testApi(), good, { 'content-type': type })
    expect(response.body.code).toBe('user-unknown')
  })

  it('a body over the limit is 413, whether it tells its length or not', async () => {
    const api = await testApi()
    const tooLarge = JSON.stringify({ x: 'x'.repeat(bodyLimits.operations) })
    for (const headers of [{ ...json, 'content-length': String(tooLarge.length) }, json]) {
      const response = await post(api, tooLarge, headers)
      expect([response.status, response.body.code]).toEqual([413, 'body-too-large'])
    }
  })

  it('where no operation is carried, 64 KiB are the limit', async () => {
    const api = await testApi()
    const put = (size: number) =>
      api.send('PUT', '/api/v1/users/ann', JSON.stringify({ ...natural, firstName: 'x'.repeat(size) }), json)
    expect((await put(bodyLimits.usual)).status).toBe(413)
    expect((await put(bodyLimits.usual - 500)).status).toBe(422)
  })

  it('nobody without a key gets a body read', async () => {
    const api = await testApi()
    const response = await api.app.request(path, { method: 'POST', headers: json, body: '{' })
    expect(response.status).toBe(401)
  })

  it.each(['__proto__', 'constructor', 'toString', 'prototype'])('a field named %s is unknown', async (name) => {
    const api = await testApi()
    const response = await post(api, `${good.slice(0, -1)},${JSON.stringify(name)}:{"purpose":"access"}}`, json)
    expect([response.status, response.body.code]).toEqual([422, 'invalid-body'])
  })
})

describe('API-07 problems', () => {
  it.each([
    ['GET', '/api/v1/nothing', 404, 'not-found'],
    ['GET', '/api/v2/sessions', 404, 'not-found'],
    ['GET', '/api/v1/sessions/', 404, 'not-found'],
    ['GET', '/api/v1/sessions/ses_none', 404, 'not-found'],
    ['GET', '/api/v1/sessions/%zz', 404, 'not-found'],
    ['GET', '/api/v1/sessions/..%2f..%2fetc', 404, 'not-found'],
    ['GET', '/api/v1/users/none', 404, 'not-found'],
    ['PATCH', '/api/v1/sessions', 405, 'method-not-allowed'],
    ['PATCH', '/api/v1/users/ann', 405, 'method-not-allowed'],
    ['POST', '/healthz', 405, 'method-not-allowed'],
    ['PUT', '/.well-known/jwks.json', 405, 'method-not-allowed'],
    ['OPTIONS', '/api/v1/sessions', 405, 'method-not-allowed'],
  ])('%s %s is %d', async (method, address, status, code) => {
    const response = await (await testApi()).send(method, address)
    expect([response.status, response.body.code]).toEqual([status, code])
    expect(problemSchema.strict().parse(response.body)).toEqual(response.body)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('x-request-id')).toBe(response.body.requestId)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.has('allow')).toBe(status === 405)
  })

  it('HEAD is answered like GET', async () => {
    const response = await (await testApi()).send('HEAD', '/api/v1/sessions')
    expect([response.status, response.body]).toEqual([200, ''])
  })

  it('LOG-03 a fault is 500 without a word of it, and is logged', async () => {
    const api = await testApi()
    const broken = { ...api.deps, store: { ...api.store, findUser: () => Promise.reject(new Error('disk on fire')) } }
    const { createApi } = await import('./create-api.ts')
    const response = await createApi(broken, await readinessOf(api.deps)).request('/api/v1/users/ann', {
      headers: { authorization: `Bearer ${api.key}` },
    })
    const body = await response.json()
    expect([response.status, body.code]).toEqual([500, 'internal'])
    expect(JSON.stringify(body)).not.toContain('fire')
    expect(api.lines.join()).toContain('disk on fire')
  })
})

describe('health', () => {
  it('is ready while the database answers', async () => {
    const api = await testApi()
    expect((await api.send('GET', '/healthz')).body).toEqual({ status: 'ok' })
    const { status, body } = await api.send('GET', '/readyz')
    expect([status, body.status]).toEqual([200, 'ok'])
    expect(new Set(Object.values(body.checks))).toEqual(new Set(['ok']))
  })
})

describe('TR-02 the log', () => {
  it('LOG-02 is one JSON record per request, whatever the request brings along', async () => {
    const api = await testApi()
    const forged = '\r\n{"level":60,"msg":"forged"}\u2028\u0000\u001b[2J'
    const before = api.lines.length
    await api.send('PUT', '/api/v1/users/ann', { ...natural, firstName: forged })
    await api.send('GET', `/api/v1/users/${encodeURIComponent(forged)}`)
    await api.send('GET', `/api/v1/nothing/${encodeURIComponent(forged)}?q=${encodeURIComponent(forged)}`)
    await api.send('POST', '/api/v1/sessions', { userId: forged, purpose: forged })
    api.deps.log.warn({ error: forged }, forged as never)
    const lines = api.lines.slice(before)
    expect(lines).toHaveLength(5)
    for (const line of lines) {
      for (const sign of ['\r', '\n', '\0', '\u001b']) expect(line.trimEnd()).not.toContain(sign)
      expect(JSON.parse(line).level).not.toBe(60)
    }
  })

  it('has one line per request with the pattern of its address, and no secret', async () => {
    const api = await testApi()
    const { redirectUrl, id } = await mintPayment(api, {
      state: 'canary-state',
      returnUrl: 'https://shop.example/back?canary=1',
    })
    await api.send('GET', `/api/v1/sessions/${id}?canary=2`)
    await api.send('GET', '/api/v1/sessions?userId=ann&status=created')
    expect(api.lines).toHaveLength(4)
    expect(JSON.parse(api.lines[2] ?? '')).toMatchObject({
      method: 'GET',
      route: '/api/v1/sessions/:id',
      status: 200,
      platformId: api.platform.id,
    })
    const all = api.lines.join('\n')
    for (const secret of [redirectUrl.split('token=')[1], api.key, 'canary', 'ann', 'Northwind', '3361111']) {
      expect(all).not.toContain(secret)
    }
  })
})
