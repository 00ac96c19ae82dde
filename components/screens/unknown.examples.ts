import type { PageExamples } from './example.ts'

/** An address that leads to no session. */
export const examples: PageExamples = {
  fresh: { view: { locale: 'en', platformName: null, brand: null, privacyHref: null, subject: null, sandbox: null } },
}
