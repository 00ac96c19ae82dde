import type { UserProblem } from '../session/contacts-of-input.ts'
import type { MintProblem } from '../session/mint-session.ts'
import type { RefusedRedemption } from '../session/redeem-session.ts'
import type { EndpointProblem } from '../webhooks/endpoints.ts'

/** Every code that an error of the API can have. Stable: a code keeps its meaning for ever. */
export type ProblemCode =
  | MintProblem
  | UserProblem
  | EndpointProblem
  | 'no-webhook-endpoint'
  | Exclude<RefusedRedemption['refused'], 'session-unknown'>
  | 'not-found'
  | 'method-not-allowed'
  | 'unauthorized'
  | 'scope-missing'
  | 'address-not-allowed'
  | 'malformed-json'
  | 'idempotency-key-invalid'
  | 'idempotency-key-reused'
  | 'idempotency-in-flight'
  | 'body-too-large'
  | 'media-type'
  | 'invalid-body'
  | 'invalid-parameter'
  | 'session-ended'
  | 'user-changed-meanwhile'
  | 'too-many-requests'
  | 'internal'
  | 'unavailable'
  | 'not-ready'

/** Status and title of each. */
export const problems = {
  'malformed-json': [400, 'The body is not JSON in UTF-8.'],
  'idempotency-key-invalid': [400, 'An Idempotency-Key is 1 to 255 visible ASCII characters.'],
  unauthorized: [401, 'A valid API key is needed: Authorization: Bearer ak_…'],
  'scope-missing': [403, 'This API key may not do that: it lacks the scope that is named.'],
  'address-not-allowed': [403, 'This API key may not be used from here.'],
  'not-found': [404, 'There is nothing here for this key.'],
  'user-unknown': [404, 'No user of this id was saved before.'],
  'method-not-allowed': [405, 'This address does not take this method.'],
  'user-blocked': [409, 'The user is blocked after too many failed tries.'],
  'already-enrolled': [409, 'The user lacks nothing that an enrolment could make.'],
  'nothing-changed': [409, 'The user has no changed contact to confirm.'],
  'reset-required': [409, 'Email and phone both changed: reset a factor first, because nothing is left to prove.'],
  'session-ended': [409, 'The session has an outcome already.'],
  'session-not-succeeded': [409, 'Only a succeeded session has a receipt.'],
  'already-redeemed': [409, 'The receipt was handed out already.'],
  'receipt-burned': [409, 'Another operation was presented before, so this receipt is void.'],
  'idempotency-in-flight': [409, 'A request with this Idempotency-Key is being worked on.'],
  'user-changed-meanwhile': [409, 'The user is being changed by other requests; try again.'],
  'too-many-webhook-endpoints': [409, 'A platform has at most 10 webhook endpoints.'],
  'no-webhook-endpoint': [409, 'There is no such enabled webhook endpoint to send it to.'],
  'receipt-void': [409, 'The service was restored since, and nobody knows whether the receipt was handed out before.'],
  'receipt-expired': [410, 'A receipt can be redeemed for ten minutes after the outcome.'],
  'body-too-large': [413, 'The body is too large.'],
  'media-type': [415, 'A body must be sent as application/json.'],
  'invalid-body': [422, 'The body does not fit the schema.'],
  'invalid-parameter': [422, 'A parameter does not fit the schema.'],
  'idempotency-key-reused': [422, 'This Idempotency-Key was used with another request.'],
  'operation-missing': [422, 'This purpose needs an operation.'],
  'operation-not-allowed': [422, 'This purpose has no operation.'],
  'operation-of-other-purpose': [422, 'The operation does not belong to this purpose.'],
  'operation-differs': [422, 'This is not the operation that was approved. The receipt is void now.'],
  'amount-invalid': [422, 'An amount is a whole number of minor units from 1 to 1000000000000.'],
  'currency-unknown': [422, 'A currency is an ISO 4217 code in upper case.'],
  'payee-invalid': [422, 'A payee has a visible name of 1 to 140 characters.'],
  'iban-invalid': [422, 'The check digits of this IBAN do not hold.'],
  'account-invalid': [422, 'An account is an IBAN or a local number of at most 64 letters, digits and . / * _ -'],
  'reference-invalid': [422, 'A reference has 1 to 140 visible characters.'],
  'batch-size': [422, 'A batch has 1 to 1000 payments.'],
  'batch-currencies': [422, 'All payments of a batch have the same currency.'],
  'scope-invalid': [422, 'A scope has 1 to 140 visible characters; a list has 1 to 100 different ones.'],
  'fields-invalid': [422, 'A list of fields has 1 to 100 different names of 1 to 140 visible characters.'],
  'no-return-url': [422, 'The platform has no registered return URL.'],
  'return-url-not-registered': [422, 'The return URL matches no registered one.'],
  'email-missing': [422, 'An email address is needed.'],
  'phone-invalid': [422, 'A phone number is given with its country code, +33…, and exists in its country.'],
  'legal-representative-missing': [422, 'A legal user needs a legal representative.'],
  'legal-representative-not-allowed': [422, 'A natural user has no legal representative.'],
  'webhook-url-invalid': [422, 'A webhook URL is absolute, without credentials and without a fragment.'],
  'webhook-url-not-https': [422, 'A webhook URL begins with https:.'],
  'webhook-url-not-public': [422, 'A webhook URL leads to a public address.'],
  'too-many-sessions': [429, 'This user has had too many sessions in the last hour.'],
  'too-many-requests': [429, 'This API key makes too many calls; wait for the time in Retry-After.'],
  internal: [500, 'Something is broken on our side.'],
  unavailable: [
    503,
    'The database is in trouble. Repeat the same request, with its Idempotency-Key, after Retry-After.',
  ],
  'not-ready': [503, 'This server cannot serve now: see checks, or try again after Retry-After.'],
} as const satisfies Record<ProblemCode, readonly [number, string]>
