import type { Payment, Subject } from '../../lib/sca/operation.ts'
import type { StepView } from '../../lib/sca/view.ts'
import type { Action, StepId } from '../../lib/sca/words.ts'

/** Fixed, so that two pictures of one example are alike. */
const now = Date.UTC(2026, 2, 14, 9, 26, 0)

const atelier: Payment = {
  amount: { value: 3100, currency: 'EUR' },
  payee: { name: 'Atelier Lumière', account: 'FR7630006000011234567890189' },
  reference: 'Order 2026-0314',
}

export const subjects = {
  enrolment: { purpose: 'enrolment', operation: null },
  contactChange: { purpose: 'contact-change', operation: null },
  access: { purpose: 'access', operation: { scope: 'Accounts, balances and transactions' } },
  payment: { purpose: 'payment', operation: atelier },
  paymentShort: {
    purpose: 'payment',
    operation: { amount: { value: 1299, currency: 'USD' }, payee: { name: 'Corner Shop' } },
  },
  paymentHuge: {
    purpose: 'payment',
    operation: {
      amount: { value: 98765432101234, currency: 'IDR' },
      payee: {
        name: 'Gesellschaft für Grundstücksverwaltungsangelegenheiten und Immobilienbewirtschaftung mbH & Co. KG',
        account: 'MT84MALT011000012345MTLCAST001S',
      },
      reference: 'RE-2026-000000000000000000000000000000012345-Schlusszahlung',
    },
  },
  paymentRightToLeft: {
    purpose: 'payment',
    operation: {
      amount: { value: 250000, currency: 'AED' },
      payee: { name: 'شركة النور للتجارة 24', account: 'AE070331234567890123456' },
    },
  },
  batch: {
    purpose: 'payment',
    operation: {
      payments: [
        atelier,
        { amount: { value: 128050, currency: 'EUR' }, payee: { name: 'Maria Søndergaard-Wiśniewska' } },
        { amount: { value: 4599, currency: 'EUR' }, payee: { name: 'Stadtwerke', account: 'DE89370400440532013000' } },
        { amount: { value: 20000, currency: 'SEK' }, payee: { name: 'Fjäll AB', account: '5000-1234567' } },
      ],
    },
  },
  batchLarge: {
    purpose: 'payment',
    operation: {
      payments: Array.from({ length: 1000 }, (_, place) => ({
        amount: { value: 100_000 + place * 731, currency: 'EUR' },
        payee: { name: `Lieferant ${place + 1}`, account: 'DE89370400440532013000' },
      })),
    },
  },
  payee: { purpose: 'payee', operation: { payee: { name: 'Jeanne Moreau', account: 'FR7630006000011234567890189' } } },
  payeeLocal: { purpose: 'payee', operation: { payee: { name: 'Harbour Lending Ltd', account: '20-00-00 55779911' } } },
  profile: { purpose: 'profile', operation: { fields: ['Home address', 'Tax residence'] } },
  consent: {
    purpose: 'consent',
    operation: { scopes: ['View account information', 'Manage recipients', 'Send transfers'] },
  },
} as const satisfies Record<string, Subject>

/** A view of a step as the server makes it, with what the example changes. */
export function exampleView(step: StepId, actions: readonly Action[], changes: Partial<StepView> = {}): StepView {
  return {
    locale: 'en',
    platformName: 'Northwind',
    brand: null,
    privacyHref: null,
    subject: subjects.payment,
    sandbox: null,
    step,
    sessionId: 'ses_example',
    actions: [...actions, 'decline'],
    now,
    expiresAt: now + 9 * 60_000,
    progress: { index: 1, of: 3 },
    emailMask: 'a•••e@n•••.com',
    phoneMask: '+33 • •• •• •• 11',
    code: null,
    resendAt: null,
    sendsLeft: 3,
    undelivered: false,
    phone: null,
    passkeyOptions: null,
    passkeySupported: true,
    inApp: null,
    origins: { passkey: 'held', pin: 'held', phone: 'held' },
    firstEnrolment: false,
    replacing: null,
    offered: false,
    ...changes,
  }
}

/** A code that was sent twelve seconds ago. */
export const codeSent = {
  code: { id: 'code_example', sentAt: now - 12_000, expiresAt: now + 288_000 },
  resendAt: now + 18_000,
  sendsLeft: 2,
} satisfies Partial<StepView>

/** The last code has been sent. */
export const noSendsLeft = { ...codeSent, resendAt: null, sendsLeft: 0 } satisfies Partial<StepView>

/** Ninety seconds before the end. */
export const nearlyOver = { expiresAt: now + 90_000 } satisfies Partial<StepView>

export const blockEnd = now + 15 * 60_000
