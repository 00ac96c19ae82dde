import type { StepExamples } from './example.ts'
import { exampleView, subjects } from './example-data.ts'

const options = { passkeyOptions: { challenge: 'AAAA', rpId: 'localhost', userVerification: 'required' } }

/** The states of the proof by passkey. */
export const examples: StepExamples = {
  payment: { view: exampleView('use-passkey', ['submit', 'skip', 'replace-pin', 'replace-phone'], options) },
  access: { view: exampleView('use-passkey', ['submit', 'skip'], { ...options, subject: subjects.access }) },
  payee: { view: exampleView('use-passkey', ['submit', 'skip'], { ...options, subject: subjects.payee }) },
  'no-other-way': { view: exampleView('use-passkey', ['submit'], options) },
  staged: {
    view: exampleView('use-passkey', ['submit'], {
      ...options,
      origins: { passkey: 'staged', pin: 'staged', phone: 'staged' },
      progress: { index: 6, of: 6 },
    }),
  },
  replacing: { view: exampleView('use-passkey', ['submit', 'back'], { ...options, replacing: 'pin' }) },
  cancelled: { view: exampleView('use-passkey', ['submit', 'skip'], options), refused: 'passkey-cancelled' },
  unsupported: {
    view: exampleView('use-passkey', ['submit'], { ...options, passkeySupported: false }),
    refused: 'passkey-unsupported',
  },
  'no-screen-lock': {
    view: exampleView('use-passkey', ['submit', 'skip'], options),
    refused: 'passkey-no-screen-lock',
  },
  'not-here': { view: exampleView('use-passkey', ['submit', 'skip'], options), refused: 'passkey-not-here' },
  'in-app': { view: exampleView('use-passkey', ['submit', 'skip'], { ...options, inApp: 'Instagram' }) },
  'not-accepted': { view: exampleView('use-passkey', ['submit', 'skip'], options), refused: 'passkey-not-accepted' },
}
