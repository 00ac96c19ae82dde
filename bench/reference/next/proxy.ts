import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'

export const config = { matcher: '/nonce/:path*' }

/** A nonce as Next's guide sets it: in the policy of the request and of the answer. */
export function proxy(request: NextRequest): NextResponse {
  const policy = `script-src 'nonce-${randomBytes(16).toString('base64')}' 'strict-dynamic'`
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}
