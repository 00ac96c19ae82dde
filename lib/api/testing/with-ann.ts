import { type Answered, natural, payment, type TestApi, testApi } from './test-api.ts'

/** The API with one user, `ann`, who is not enrolled. */
export async function withAnn(): Promise<TestApi> {
  const api = await testApi()
  await api.send('PUT', '/api/v1/users/ann', natural)
  return api
}

/** Asks for a payment of hers to be approved. In: what the request has otherwise. Out: the answer, whatever it is. */
export function mint(api: TestApi, change: object = {}): Promise<Answered> {
  return api.send('POST', '/api/v1/sessions', { userId: 'ann', purpose: 'payment', operation: payment, ...change })
}
