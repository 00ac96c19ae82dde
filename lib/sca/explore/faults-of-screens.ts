import { theCore } from './engine.ts'
import { also, always, type Fault, folding, never, offering, only, open, ruled, without } from './planting.ts'

const { satisfied } = theCore.rules

/** Mistakes in a screen, a button or a single line of the fold. */
export const faultsOfScreens: readonly Fault[] = [
  {
    mistake: 'a screen lacks its task',
    breaks: 'every screen has its task',
    core: ruled({ offers: offering('choose-pin', 'submit', never) }),
  },
  {
    mistake: 'a screen has a button that nobody handles',
    breaks: 'every button has a result',
    core: ruled({ offers: offering('choose-pin', 'resend', always) }),
  },
  {
    mistake: 'a PIN can be skipped',
    breaks: 'no screen has a button that the design does not know',
    core: ruled({ offers: offering('choose-pin', 'skip', always) }),
  },
  {
    mistake: 'a session begins before a browser claimed it',
    breaks: 'nothing but the welcome page before a browser has claimed',
    core: ruled({ rows: without('welcome') }),
  },
  {
    mistake: 'a code cannot be sent again',
    breaks: 'a code that is sent can be sent again',
    core: ruled({ offers: offering('confirm-phone', 'resend', never) }),
  },
  {
    mistake: 'a passkey is asked of whoever has none',
    breaks: 'a passkey is asked of whoever holds or made one',
    core: ruled({ rows: also('use-passkey', (f) => f.browser !== null && f.passkeyProof === null) }),
  },
  {
    mistake: 'the PIN is judged alone',
    breaks: 'only what was made here is judged alone',
    core: ruled({ rows: also('repeat-pin', (f) => f.browser !== null && f.held.pin && !f.pinRepeated) }),
  },
  {
    mistake: 'a passkey may be added before anything is proved',
    breaks: 'a passkey is made at a first enrolment, or offered after a full proof',
    core: ruled({
      rows: also(
        'create-passkey',
        (f) => f.browser !== null && !f.held.passkey && !f.staged.passkey && !f.creationSkipped,
      ),
    }),
  },
  {
    mistake: 'the passkey that is offered must be made',
    breaks: 'a passkey that must be made cannot be skipped, any other can',
    core: ruled({ offers: offering('create-passkey', 'skip', never) }),
  },
  {
    mistake: 'the only number can be skipped',
    breaks: 'a number can be skipped exactly where it is a spare',
    core: ruled({ offers: offering('give-phone', 'skip', always) }),
  },
  {
    mistake: 'a replacement cannot be undone where PIN and code are judged',
    breaks: 'a replacement begun by mistake can be undone where it was begun',
    core: ruled({ offers: offering('confirm-identity', 'back', never) }),
  },
  {
    mistake: 'a repeated PIN is asked for again',
    breaks: 'a finished task moves on',
    core: folding('pin-repeated', (before) => before),
  },
  {
    mistake: 'an end is not recorded',
    breaks: 'an event that ends records its outcome',
    core: folding('ended', (before) => before),
  },
  {
    mistake: 'a superseded session goes on',
    breaks: 'a session ends when it is superseded',
    core: { ...theCore, decide: (f, p, by) => theCore.decide({ ...f, superseded: false }, p, by) },
  },
  {
    mistake: 'a session of an older epoch goes on',
    breaks: 'a session ends when it is service-restored',
    core: { ...theCore, decide: (f, p, by) => theCore.decide({ ...f, voided: false }, p, by) },
  },
  {
    mistake: 'the code to the old number counts after the number changed',
    breaks: 'what is judged as held is held, and still at the contact last confirmed',
    core: ruled({ rows: only('give-phone', (f) => !f.changed.phone), satisfied: open }),
  },
  {
    mistake: 'a number is replaced though the code by email never came',
    breaks: 'a held number is replaced only as the policy allows, or because it changed',
    core: ruled({ rows: only('enter-email-code', (f) => f.replacing !== 'phone'), satisfied: open }),
  },
  {
    mistake: 'a first enrolment needs no code by email',
    breaks: 'a first enrolment proves the mailbox where the policy says so, one after a reset always',
    core: ruled({ rows: only('enter-email-code', (f) => f.wasEnrolled), satisfied: open }),
  },
  {
    mistake: 'PIN and code stand in for the passkey when both contacts changed',
    breaks: 'both contacts changed rest on a passkey where the policy says so',
    core: {
      ...ruled({ satisfied: open }),
      refuseMint: (user, purpose, p) =>
        theCore.refuseMint({ ...user, changed: { ...user.changed, email: false } }, purpose, p),
    },
  },
  {
    mistake: 'the email address is never asked for',
    breaks: 'without a passkey the email address was typed',
    core: ruled({ rows: without('confirm-email'), satisfied: open }),
  },
  {
    mistake: 'a replacement that was begun is forgotten',
    breaks: 'a replacement that was begun is finished',
    core: ruled({ rows: only('choose-pin', (f) => f.replacing === null), satisfied: open }),
  },
  {
    mistake: 'a session ends with a user who has no PIN',
    breaks: 'afterwards the user can authenticate',
    core: ruled({ rows: without('choose-pin'), satisfied: open }),
  },
  {
    mistake: 'a PIN can be replaced where nothing else is held',
    breaks: 'a PIN can be replaced exactly where the design says',
    core: ruled({ offers: offering('confirm-identity', 'replace-pin', always) }),
  },
  {
    mistake: 'a number can never be replaced',
    breaks: 'a number can be replaced exactly where the design says',
    core: ruled({ offers: offering('use-passkey', 'replace-phone', never) }),
  },
  {
    mistake: 'a skipped passkey is offered to whoever has none, too',
    breaks: 'a passkey that was skipped is still offered',
    core: ruled({ offers: offering('confirm-identity', 'use-passkey', always) }),
  },
  {
    mistake: 'back changes nothing',
    breaks: 'back does something',
    core: ruled({ offers: offering('confirm-identity', 'back', always) }),
  },
  {
    mistake: 'the final check takes email for an element, the table stands',
    breaks: 'the final check alone: two elements of different categories are proved in this session',
    core: ruled({ satisfied: (f, p) => f.emailCodeAccepted || satisfied(f, p) }),
  },
]
