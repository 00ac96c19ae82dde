import { theCore } from './engine.ts'
import { always, type Fault, folding, never, offering, only, open, ruled, without } from './planting.ts'

const { offers, satisfied } = theCore.rules

/** Mistakes that would let somebody in, keep somebody out, or lose what was proved. */
export const faults: readonly Fault[] = [
  {
    mistake: 'the row of PIN and code is lost, and the final check too',
    breaks: 'two elements of different categories are proved in this session',
    core: ruled({ rows: without('confirm-identity'), satisfied: open }),
  },
  {
    mistake: 'the row of PIN and code is lost, the final check stands',
    breaks: 'the session never gives up',
    core: ruled({ rows: without('confirm-identity') }),
  },
  {
    mistake: 'the rows of the passkey are lost, and the final check too',
    breaks: 'two elements of different categories are proved in this session',
    core: ruled({ rows: without('use-passkey'), satisfied: open }),
  },
  {
    mistake: 'email counts as an element',
    breaks: 'two elements of different categories are proved in this session',
    core: ruled({
      rows: only('confirm-identity', (f) => !f.emailCodeAccepted),
      satisfied: (f, p) => f.emailCodeAccepted || satisfied(f, p),
    }),
  },
  {
    mistake: 'a passkey made here proves whoever held a PIN',
    breaks: 'new credentials alone prove only whoever held none',
    core: ruled({
      rows: [
        { step: 'create-passkey', needed: (f) => f.browser !== null && !f.held.passkey && !f.staged.passkey },
        ...only('confirm-identity', (f) => !f.staged.passkey),
      ],
      satisfied: open,
    }),
  },
  {
    mistake: 'what is made for a payment counts without being proved',
    breaks: 'whoever held none and came for another purpose proves what was made',
    core: ruled({ rows: only('confirm-identity', (f) => f.held.pin || f.held.phone), satisfied: open }),
  },
  {
    mistake: 'a replacement needs no code by email',
    breaks: 'a held PIN is replaced only as the policy allows',
    core: ruled({ rows: only('enter-email-code', (f) => f.replacing === null), satisfied: open }),
  },
  {
    mistake: 'after a reset no code by email is asked',
    breaks: 'what was reset is made anew only with a code by email',
    core: ruled({ rows: only('enter-email-code', (f) => f.changed.email || f.changed.phone), satisfied: open }),
  },
  {
    mistake: 'a changed number need not be given',
    breaks: 'a changed number is given and answers',
    core: ruled({ rows: only('give-phone', (f) => !f.changed.phone), satisfied: open }),
  },
  {
    mistake: 'a changed address need not answer',
    breaks: 'a changed email address is typed and answers',
    core: ruled({ rows: only('enter-email-code', (f) => !f.changed.email), satisfied: open }),
  },
  {
    mistake: 'a new PIN need not be repeated',
    breaks: 'a new PIN has been repeated, a new number has answered',
    core: ruled({ rows: without('repeat-pin'), satisfied: open }),
  },
  {
    mistake: 'both factors may be replaced in one session',
    breaks: 'never both factors are replaced',
    core: ruled({
      offers: {
        ...offering('confirm-identity', 'replace-phone', (f) => f.held.phone),
        'choose-pin': { ...offers['choose-pin'], back: always },
      },
      satisfied: open,
    }),
  },
  {
    mistake: 'the passkey may always be skipped',
    breaks: 'a held passkey may be skipped exactly where two elements remain and the policy allows',
    core: ruled({ offers: offering('use-passkey', 'skip', always) }),
  },
  {
    mistake: 'a skipped passkey is never offered again',
    breaks: 'whoever owns enough can still succeed',
    core: ruled({ offers: offering('confirm-identity', 'use-passkey', never) }),
  },
  {
    mistake: 'a number is asked for again after it was skipped',
    breaks: 'skip always moves on',
    core: folding('phone-skipped', (before) => before),
  },
  {
    mistake: 'the code by email cannot be left when a replacement was begun by mistake',
    breaks: 'whoever owns enough can still succeed',
    core: ruled({ offers: offering('enter-email-code', 'back', (f) => f.replacing === null) }),
  },
  {
    mistake: 'one screen cannot be declined',
    breaks: 'every screen can be declined',
    core: ruled({ offers: offering('repeat-pin', 'decline', never) }),
  },
  {
    mistake: 'skipping the passkey leaves a new PIN behind (this was so)',
    breaks: 'the session never gives up',
    core: folding('passkey-skipped', (before, after) => ({ ...after, staged: before.staged })),
  },
  {
    mistake: 'undoing a replacement drops the passkey proof',
    breaks: 'back and replace lose no proof',
    core: folding('replacement-undone', (_, after) => ({ ...after, passkeyProof: null })),
  },
  {
    mistake: 'a takeover keeps what the other browser proved',
    breaks: 'what another browser proved or made is void',
    core: folding('taken-over', (before, after) => ({ ...after, passkeyProof: before.passkeyProof })),
  },
  {
    mistake: 'a takeover keeps the verdict on PIN and code (seen in the outcome)',
    breaks: 'two elements of different categories are proved in this session',
    core: {
      ...folding('taken-over', (before, after) => ({ ...after, identity: before.identity, emailTyped: true })),
    },
  },
  {
    mistake: 'a takeover gives new tries of the address',
    breaks: 'a takeover gives back no mistyped address',
    core: folding('taken-over', (_, after) => ({ ...after, emailMistypes: 0 })),
  },
  {
    mistake: 'a later end overwrites the outcome',
    breaks: 'no edge leads out of an outcome',
    core: {
      ...theCore,
      evolve: (facts, event, at) =>
        event.type === 'ended' ? { ...facts, outcome: event.outcome } : theCore.evolve(facts, event, at),
    },
  },
  {
    mistake: 'the ten minutes are not looked at',
    breaks: 'a session ends when it is time-over',
    core: { ...theCore, decide: (f, p, by) => theCore.decide({ ...f, now: 0 }, p, by) },
  },
  {
    mistake: 'a blocked user goes on',
    breaks: 'a session ends when it is blocked',
    core: { ...theCore, decide: (f, p, by) => theCore.decide({ ...f, blocked: false }, p, by) },
  },
  {
    mistake: 'permit lets an action run on another step',
    breaks: 'permit answers as decide does',
    core: {
      ...theCore,
      permit: (f, p, at, action, by) => {
        const refused = theCore.permit(f, p, at, action, by)
        return refused?.refused === 'not-this-step' ? null : refused
      },
    },
  },
  {
    mistake: 'a session is minted that nobody can finish (this was so)',
    breaks: 'whoever owns enough may begin, and nobody else',
    core: {
      ...theCore,
      refuseMint: (user, purpose, p) => {
        const refused = theCore.refuseMint(user, purpose, p)
        return refused === 'reset-required' ? null : refused
      },
    },
  },
  {
    mistake: 'the final check forgets a changed number',
    breaks: 'the final check alone: a changed number is given and answers',
    core: ruled({ satisfied: (f, p) => satisfied({ ...f, changed: { ...f.changed, phone: false } }, p) }),
  },
  {
    mistake: 'the final check takes a passkey made here for a held one',
    breaks: 'the final check alone: new credentials alone prove only whoever held none',
    core: ruled({
      satisfied: (f, p) =>
        satisfied(
          f.passkeyProof === 'staged' || f.emailCodeAccepted
            ? { ...f, passkeyProof: 'held', held: { ...f.held, passkey: true } }
            : f,
          p,
        ),
    }),
  },
]
