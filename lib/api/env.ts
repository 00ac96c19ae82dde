import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Answer, PlatformRow } from '../../db/store.ts'
import type { ProblemCode } from './problems.ts'

/** What a request carries through the API. */
export interface ApiEnv {
  Variables: {
    requestId: string
    /** Whose key it was; set behind `authenticate`. */
    platform: PlatformRow
    keyId: string
    /** Makes the answer that is kept for the request's Idempotency-Key; undefined where there is none. */
    keep: ((status: number, body: object) => Answer) | undefined
    /** The body of the answer, as it is sent. */
    text: string | undefined
    /** The code of what was refused. */
    problem: ProblemCode | undefined
    /** Our own id of the user an answer is about, where no verb of the store knows it: the answer goes with the user. */
    about: string | undefined
  }
}

export type Api = OpenAPIHono<ApiEnv>
export type ApiContext = Context<ApiEnv>
