/** One button of the page. */
export interface Scenario {
  readonly title: string
  readonly text: string
  readonly button: string
  readonly purpose: string
  /** What the user is to approve, written as Assent would normalise it, so that our hash of it is the same. */
  readonly operation: object | null
  /** A contact that the platform changes first; its field is shown with this value. */
  readonly change?: { readonly field: 'phoneNumber' | 'email'; readonly label: string; readonly value: string }
}

const payee = { name: 'Lina Berg Ceramics', account: 'FR7630006000011234567890189' }
const payment = (value: number, name: string, account: string, reference: string) => ({
  amount: { value, currency: 'EUR' },
  payee: { name, account },
  reference,
})

/** What can be tried out. The key is part of an address: `POST /start/payment`. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  enrolment: {
    title: 'Enrol',
    text: 'Make a passkey, or a PIN with a phone number.',
    button: 'Enrol',
    purpose: 'enrolment',
    operation: null,
  },
  payment: {
    title: 'Pay for a vase',
    text: '31.00 EUR to Lina Berg Ceramics, order 1042.',
    button: 'Pay 31.00 EUR',
    purpose: 'payment',
    operation: payment(3100, payee.name, payee.account, 'Order 1042'),
  },
  batch: {
    title: 'Pay three sellers',
    text: '184.50 EUR in one batch. The total, the count and every payee are bound.',
    button: 'Pay 184.50 EUR',
    purpose: 'payment',
    operation: {
      payments: [
        payment(9900, payee.name, payee.account, 'Payout 7'),
        payment(4550, 'Oak & Wool', 'DE89370400440532013000', 'Payout 8'),
        payment(4000, 'Atelier Blanc', 'NL91ABNA0417164300', 'Payout 9'),
      ],
    },
  },
  payee: {
    title: 'Add a payee',
    text: 'Lina Berg Ceramics with her IBAN.',
    button: 'Add the IBAN',
    purpose: 'payee',
    operation: { payee },
  },
  access: {
    title: 'See your accounts',
    text: 'Balances and the payments of the last 90 days.',
    button: 'See accounts',
    purpose: 'access',
    operation: { scope: 'Balances and payments of the last 90 days' },
  },
  consent: {
    title: 'Connect a bookkeeper',
    text: 'Lets another service read what you sold.',
    button: 'Give consent',
    purpose: 'consent',
    operation: { scopes: ['Read orders', 'Read invoices'] },
  },
  profile: {
    title: 'Change your address',
    text: 'Something in your profile that does not change how you are reached.',
    button: 'Change address',
    purpose: 'profile',
    operation: { fields: ['Postal address'] },
  },
  phone: {
    title: 'New phone number',
    text: 'We tell Assent your new number, and it asks you to confirm it.',
    button: 'Change number',
    purpose: 'contact-change',
    operation: null,
    change: { field: 'phoneNumber', label: 'New phone number', value: '+33622222222' },
  },
  email: {
    title: 'New email address',
    text: 'The same for your address.',
    button: 'Change email',
    purpose: 'contact-change',
    operation: null,
    change: { field: 'email', label: 'New email address', value: 'new@example.com' },
  },
}
