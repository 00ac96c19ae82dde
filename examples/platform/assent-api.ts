import type { Settings } from './settings.ts'

/** A session that Assent made for us: where to send the browser, and how to recognise it when it comes back. */
export interface Started {
  readonly sessionId: string
  readonly redirectUrl: string
}

/** A session as the API shows it, as far as we use it. */
export interface Session {
  readonly id: string
  readonly status: 'created' | 'started' | 'succeeded' | 'refused' | 'failed' | 'expired' | 'cancelled'
  readonly reason: string | null
}

/** A user as the API shows one after a PUT, as far as we use it. */
export interface User {
  readonly status: 'pending-enrolment' | 'active' | 'pending-contact-change' | 'blocked'
  readonly blockedUntil: string | null
  readonly pendingUserAction: Started | null
}

/** An answer of the API that is no success: RFC 9457 problem details. `code` is stable. */
export class Problem extends Error {
  readonly code: string
  readonly retryAt: string | null
  constructor(body: { code?: string; title?: string; retryAt?: string | null }) {
    super(body.title ?? 'Assent gave an answer that is no JSON.')
    this.code = body.code ?? 'unknown'
    this.retryAt = body.retryAt ?? null
  }
}

export type AssentApi = ReturnType<typeof assentApi>

/** The five calls that a platform needs. In: where the API is, our key. */
export function assentApi({ api, apiKey }: Pick<Settings, 'api' | 'apiKey'>) {
  async function call<T>(method: string, path: string, body?: object, idempotencyKey?: string): Promise<T> {
    const response = await fetch(`${api}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(10_000),
    })
    const answer = await response.json().catch(() => ({}))
    if (!response.ok) throw new Problem(answer)
    return answer as T
  }

  return {
    saveUser: (userId: string, user: object) => call<User>('PUT', `/users/${encodeURIComponent(userId)}`, user),
    startSession: async (session: object): Promise<Started> => {
      const { id, redirectUrl } = await call<{ id: string; redirectUrl: string }>('POST', '/sessions', session)
      return { sessionId: id, redirectUrl }
    },
    session: (id: string) => call<Session>('GET', `/sessions/${encodeURIComponent(id)}`),
    /** Repeats what we are about to do. With the same key the answer is the same, so a reload of the page does no harm. */
    redeem: (id: string, operation: object | null, idempotencyKey: string) =>
      call<{ receipt: string }>(
        'POST',
        `/sessions/${encodeURIComponent(id)}/redeem`,
        operation ? { operation } : {},
        idempotencyKey,
      ),
  }
}
