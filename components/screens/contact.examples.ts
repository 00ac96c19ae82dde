import type { Contact, ContactView } from '../../lib/sca/view.ts'
import type { PageExamples } from './example.ts'

const view = (contact: Contact, sandbox = false, privacyHref: string | null = null): { view: ContactView } => ({
  view: { locale: 'en', platformName: null, brand: null, subject: null, sandbox, privacyHref, contact },
})

/** Help and accessibility, by whom there is to ask. */
export const examples: PageExamples<ContactView> = {
  'no-contact': view({ email: null, href: null }),
  sandbox: view({ email: null, href: null }, true),
  contact: view(
    { email: 'help-and-accessibility@payments.bank.example', href: 'https://bank.example/help' },
    false,
    'https://bank.example/privacy',
  ),
}
