import { readAccount } from './account.ts'
import { readText } from './clean-text.ts'
import { currencyExponent } from './currencies.ts'
import type { Amount, Payee, Payment, Subject } from './operation.ts'
import type { Purpose } from './words.ts'

/** Why an operation cannot be approved; stable codes of the API. */
export const operationProblems = [
  'operation-missing',
  'operation-not-allowed',
  'operation-of-other-purpose',
  'amount-invalid',
  'currency-unknown',
  'payee-invalid',
  'iban-invalid',
  'account-invalid',
  'reference-invalid',
  'batch-size',
  'batch-currencies',
  'scope-invalid',
  'fields-invalid',
] as const
export type OperationProblem = (typeof operationProblems)[number]

/** Where it is wrong, as a path from the operation. */
export interface OperationFault {
  readonly problem: OperationProblem
  readonly at: string
}

/** An operation as the API takes it: its shape was checked, its values were not. */
export type OperationInput = PaymentInput | { readonly payments: readonly PaymentInput[] } | OtherInput
export interface PaymentInput {
  readonly amount: { readonly value: number; readonly currency: string }
  readonly payee: PayeeInput
  readonly reference?: string | null | undefined
}
interface PayeeInput {
  readonly name: string
  readonly account?: string | null | undefined
}
type OtherInput =
  | { readonly payee: PayeeInput }
  | { readonly scope: string }
  | { readonly fields: readonly string[] }
  | { readonly scopes: readonly string[] }

export const limits = { amount: 10 ** 12, text: 140, batch: 1000, list: 100 } as const

type Read<T> = T | OperationFault

/**
 * Makes an operation what is shown, hashed and signed: texts cleaned and NFC, IBANs in upper case without blanks, absent
 * fields left out. In: purpose, operation as validated. Out: the subject, or the first fault.
 */
export function normaliseOperation(purpose: Purpose, input: OperationInput | null | undefined): Read<Subject> {
  if (purpose === 'enrolment' || purpose === 'contact-change') {
    return input ? fault('operation-not-allowed') : { purpose, operation: null }
  }
  if (!input) return fault('operation-missing')
  const operation = readOperation(purpose, input)
  return isFault(operation) ? operation : ({ purpose, operation } as Subject)
}

export function isFault(read: object): read is OperationFault {
  return 'problem' in read
}

function readOperation(purpose: Exclude<Purpose, 'enrolment' | 'contact-change'>, input: OperationInput): Read<object> {
  switch (purpose) {
    case 'payment':
      if ('payments' in input) return readBatch(input.payments)
      return 'amount' in input ? readPayment(input, '') : other
    case 'payee':
      if (!('payee' in input) || 'amount' in input) return other
      return within(readPayee(input.payee, 'payee.', true), (payee) => ({ payee }))
    case 'access':
      return 'scope' in input ? within(readScope(input.scope, 'scope'), ({ text }) => ({ scope: text })) : other
    case 'profile':
      return 'fields' in input ? within(readList(input.fields, 'fields'), ({ texts }) => ({ fields: texts })) : other
    case 'consent':
      return 'scopes' in input ? within(readList(input.scopes, 'scopes'), ({ texts }) => ({ scopes: texts })) : other
  }
}

function readBatch(inputs: readonly PaymentInput[]): Read<{ payments: Payment[] }> {
  if (inputs.length < 1 || inputs.length > limits.batch) return fault('batch-size', 'payments')
  const payments: Payment[] = []
  for (const [i, input] of inputs.entries()) {
    const payment = readPayment(input, `payments.${i}.`)
    if (isFault(payment)) return payment
    if (payment.amount.currency !== inputs[0]?.amount.currency) {
      return fault('batch-currencies', `payments.${i}.amount.currency`)
    }
    payments.push(payment)
  }
  return { payments }
}

function readPayment(input: PaymentInput, at: string): Read<Payment> {
  const amount = readAmount(input.amount, at)
  if (isFault(amount)) return amount
  const payee = readPayee(input.payee, `${at}payee.`, false)
  if (isFault(payee)) return payee
  if (!input.reference) return { amount, payee }
  const reference = readText(input.reference, limits.text)
  return reference === null ? fault('reference-invalid', `${at}reference`) : { amount, payee, reference }
}

function readAmount({ value, currency }: PaymentInput['amount'], at: string): Read<Amount> {
  if (!Number.isSafeInteger(value) || value < 1 || value > limits.amount)
    return fault('amount-invalid', `${at}amount.value`)
  return currencyExponent(currency) === null ? fault('currency-unknown', `${at}amount.currency`) : { value, currency }
}

function readPayee(input: PayeeInput, at: string, accountNeeded: boolean): Read<Payee> {
  const name = readText(input.name, limits.text)
  if (name === null) return fault('payee-invalid', `${at}name`)
  if (!input.account) return accountNeeded ? fault('account-invalid', `${at}account`) : { name }
  const read = readAccount(input.account)
  return 'problem' in read ? fault(read.problem, `${at}account`) : { name, account: read.account }
}

function readScope(scope: string, at: string): Read<{ text: string }> {
  const text = readText(scope, limits.text)
  return text === null ? fault('scope-invalid', at) : { text }
}

function readList(items: readonly string[], at: 'fields' | 'scopes'): Read<{ texts: string[] }> {
  const problem = at === 'fields' ? 'fields-invalid' : 'scope-invalid'
  if (items.length < 1 || items.length > limits.list) return fault(problem, at)
  const texts = items.map((item) => readText(item, limits.text)).filter((text) => text !== null)
  return texts.length === items.length && new Set(texts).size === texts.length ? { texts } : fault(problem, at)
}

const other = fault('operation-of-other-purpose')

function fault(problem: OperationProblem, at = ''): OperationFault {
  return { problem, at: at === '' ? 'operation' : `operation.${at}` }
}

function within<T extends object, U>(read: Read<T>, make: (value: T) => U): Read<U> {
  return isFault(read) ? read : make(read)
}
