import { type Answered, mintPayment, type TestApi } from './test-api.ts'

/** A payment that succeeded by the sandbox. Out: the session as minted. */
export async function approved(api: TestApi, change: object = {}, userId = 'ann'): Promise<Answered['body']> {
  const session = await mintPayment(api, change, userId)
  const { status } = await api.send('POST', `/api/v1/sandbox/sessions/${session.id}/approve`)
  if (status !== 200) throw new Error(`not approved: ${status}`)
  return session
}

export function redeem(
  api: TestApi,
  id: string,
  operation: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  return api.send('POST', `/api/v1/sessions/${id}/redeem`, { operation }, headers)
}
