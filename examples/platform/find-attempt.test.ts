import { describe, expect, it } from 'vitest'
import { type Attempt, type Customer, customersInMemory } from './customers.ts'
import { findAttempt } from './find-attempt.ts'

const issuer = 'https://sca.example.com'
const customers = customersInMemory()

function customerWith(...attempts: Attempt[]): Customer {
  const { customer } = customers.add({ email: 'ann@example.com', phoneNumber: null, locale: null })
  for (const attempt of attempts) customer.attempts.set(attempt.sessionId, attempt)
  return customer
}

const base = { purpose: 'payment', operation: {}, idempotencyKey: 'k' }
const payment: Attempt = { ...base, sessionId: 'ses_1', flow: 'flow-1', state: 'flow-1' }
const enrolment: Attempt = { ...base, sessionId: 'ses_2', flow: 'flow-2', state: null }
const ann = customerWith(payment, enrolment)
const back = { sessionId: 'ses_1', status: 'succeeded', state: 'flow-1', iss: issuer }

describe('findAttempt', () => {
  it('finds what this browser was sent away for', () => {
    expect(findAttempt(ann, back, issuer)).toBe(payment)
    expect(findAttempt(ann, { sessionId: 'ses_2', flow: 'flow-2', iss: issuer }, issuer)).toBe(enrolment)
  })

  it.each([
    ['another state', { ...back, state: 'flow-2' }, 'other-state'],
    ['a longer state', { ...back, state: 'flow-11' }, 'other-state'],
    ['as many characters in more bytes', { ...back, state: 'flöw-1' }, 'other-state'],
    ['no state', { ...back, state: undefined }, 'other-state'],
    ['a state in the place of the flow', { ...back, sessionId: 'ses_2', state: 'flow-2' }, 'other-state'],
    ['a flow in the place of the state', { ...back, state: undefined, flow: 'flow-1' }, 'other-state'],
    ['a session of nobody', { ...back, sessionId: 'ses_9' }, 'unknown-session'],
    ['no session', { ...back, sessionId: undefined }, 'unknown-session'],
    ['another issuer', { ...back, iss: 'https://evil.example' }, 'other-issuer'],
    ['no issuer', { ...back, iss: undefined }, 'other-issuer'],
  ])('refuses %s', (_, query, problem) => {
    expect(findAttempt(ann, query, issuer)).toEqual({ problem })
  })

  it('WEB-16 refuses the return of another customer, and of a browser without cookie', () => {
    expect(findAttempt(customerWith(), back, issuer)).toEqual({ problem: 'unknown-session' })
    expect(findAttempt(customers.find(undefined), back, issuer)).toEqual({ problem: 'no-customer' })
    expect(findAttempt(customers.find('made-up'), back, issuer)).toEqual({ problem: 'no-customer' })
  })
})
