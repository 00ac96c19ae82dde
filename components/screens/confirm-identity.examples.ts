import type { StepExamples } from './example.ts'
import { codeSent, exampleView, nearlyOver, noSendsLeft, subjects } from './example-data.ts'

const before = ['send', 'replace-pin', 'replace-phone'] as const
const after = ['submit', 'resend', 'replace-pin', 'replace-phone'] as const
const last = { progress: { index: 2, of: 2 } }
const sent = { ...last, ...codeSent }

/** The states of PIN and code together. */
export const examples: StepExamples = {
  fresh: { view: exampleView('confirm-identity', before, last) },
  'fresh-with-passkey': { view: exampleView('confirm-identity', [...before, 'use-passkey'], last) },
  'send-failed': { view: exampleView('confirm-identity', before, last), refused: 'send-failed' },
  'code-sent': { view: exampleView('confirm-identity', after, sent) },
  'code-sent-access': { view: exampleView('confirm-identity', after, { ...sent, subject: subjects.access }) },
  'code-sent-payee': { view: exampleView('confirm-identity', after, { ...sent, subject: subjects.payee }) },
  'code-sent-batch': { view: exampleView('confirm-identity', after, { ...sent, subject: subjects.batch }) },
  'no-sends-left': { view: exampleView('confirm-identity', after, { ...sent, ...noSendsLeft }) },
  undelivered: { view: exampleView('confirm-identity', after, { ...sent, undelivered: true }) },
  'no-codes-left': { view: exampleView('confirm-identity', before, { ...last, sendsLeft: 0 }) },
  wrong: { view: exampleView('confirm-identity', after, sent), refused: 'identity-not-accepted' },
  'too-early': { view: exampleView('confirm-identity', after, sent), refused: 'too-early' },
  replacing: {
    view: exampleView('confirm-identity', ['submit', 'resend', 'back'], {
      ...sent,
      replacing: 'pin',
      origins: { passkey: 'held', pin: 'staged', phone: 'held' },
    }),
  },
  staged: {
    view: exampleView('confirm-identity', after, {
      ...sent,
      origins: { passkey: 'held', pin: 'staged', phone: 'staged' },
      progress: { index: 5, of: 5 },
    }),
  },
  'nearly-over': { view: exampleView('confirm-identity', after, { ...sent, ...nearlyOver }) },
  sandbox: { view: exampleView('confirm-identity', after, { ...sent, sandbox: 'silent' }) },
}
