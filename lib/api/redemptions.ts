import type { Deps } from '../session/deps.ts'
import type { Receipt } from '../session/receipt.ts'
import { type RefusedRedemption, redeemSession } from '../session/redeem-session.ts'
import { define, keyed, refusals, withBody } from './define.ts'
import type { Api, ApiContext } from './env.ts'
import { problem, problemBody, respond } from './respond.ts'
import { sessionParams } from './schemas/common.ts'
import { receiptSchema, redeemInput } from './schemas/receipt.ts'

/** `/api/v1/sessions/{id}/redeem` */
export function redemptions(app: Api, deps: Deps): void {
  define(
    app,
    {
      method: 'post',
      path: '/api/v1/sessions/{id}/redeem',
      summary: 'Repeat the operation and get the receipt, once',
      security: keyed,
      request: {
        params: sessionParams,
        body: { required: true, content: { 'application/json': { schema: redeemInput } } },
      },
      responses: {
        200: { description: 'The receipt.', content: { 'application/json': { schema: receiptSchema } } },
        ...refusals(
          ...withBody,
          'session-not-succeeded',
          'already-redeemed',
          'receipt-burned',
          'receipt-void',
          'receipt-expired',
          'operation-missing',
          'operation-differs',
        ),
      },
    },
    async (c) => {
      const { operation } = c.req.valid('json')
      const result = await redeemSession(deps, c.get('platform'), c.req.valid('param').id, operation, (answered) =>
        'receipt' in answered
          ? c.get('keep')?.(200, answered)
          : c.get('keep')?.(422, problemBody('operation-differs', c.get('requestId'))),
      )
      return answer(c, result)
    },
  )
}

function answer(c: ApiContext, result: Receipt | RefusedRedemption): Response {
  if ('receipt' in result) return respond(c, 200, result)
  const { refused } = result
  if (refused === 'session-unknown') return problem(c, 'not-found')
  return problem(c, refused, {
    ...('status' in result ? { status: result.status } : {}),
    ...('jti' in result ? { jti: result.jti } : {}),
  })
}
