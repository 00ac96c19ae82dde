import type { Contact, ContactView, FrameView } from '../../lib/sca/view.ts'
import type { PageExamples } from './example.ts'

const view = (
  contact: Contact,
  sandbox: FrameView['sandbox'] = null,
  privacyHref: string | null = null,
): { view: ContactView } => ({
  view: { locale: 'en', platformName: null, brand: null, subject: null, sandbox, privacyHref, contact },
})

/** Help and accessibility, by whom there is to ask. */
export const examples: PageExamples<ContactView> = {
  'no-contact': view({ email: null, href: null }),
  sandbox: view({ email: null, href: null }, 'silent'),
  contact: view(
    { email: 'help-and-accessibility@payments.bank.example', href: 'https://bank.example/help' },
    null,
    'https://bank.example/privacy',
  ),
}
