import type { Evidence } from './evidence.ts'
import type { Start } from './situations.ts'

/**
 * What must be true of every success, by name. Written from the design and the log alone, never through the core:
 * in: the start, what the log shows since the last takeover, the browser's word. Out: whether the rule holds.
 */
export const rulesOfSuccess: Readonly<Record<string, (start: Start, e: Evidence) => boolean>> = {
  'two elements of different categories are proved in this session': ({ user, purpose }, e) =>
    (e.heldPasskeyUsed && user.held.passkey) ||
    (e.newPasskeyUsed && e.made.passkey) ||
    e.judged !== null ||
    (purpose === 'enrolment' && e.made.passkey) ||
    (purpose === 'enrolment' && e.made.pin && e.pinRepeated && e.made.phone && e.phoneConfirmed),

  'what is judged as held is held, and still at the contact last confirmed': (start, e) =>
    e.judged === null ||
    e.heldPasskeyUsed ||
    e.newPasskeyUsed ||
    (holdsNothing(start) && start.purpose === 'enrolment') ||
    ((e.judged.pin === 'staged' || start.user.held.pin) &&
      (e.judged.phone === 'staged' || (start.user.held.phone && !start.user.changed.phone))),

  'new credentials alone prove only whoever held none': (start, e) =>
    holdsNothing(start) ||
    (e.heldPasskeyUsed && start.user.held.passkey) ||
    e.judged?.pin === 'held' ||
    e.judged?.phone === 'held',

  'whoever held none and came for another purpose proves what was made': (start, e) =>
    !holdsNothing(start) || start.purpose === 'enrolment' || e.newPasskeyUsed || e.judged !== null,

  'a new PIN has been repeated, a new number has answered': (_, e) =>
    (!e.made.pin || e.pinRepeated || e.judged?.pin === 'staged') &&
    (!e.made.phone || e.phoneConfirmed || e.judged?.phone === 'staged'),

  'a held PIN is replaced only as the policy allows': (start, e) =>
    !start.user.held.pin || !e.made.pin || replacedByRight(start, e, 'pin'),

  'a held number is replaced only as the policy allows, or because it changed': (start, e) =>
    !start.user.held.phone || !e.made.phone || start.user.changed.phone || replacedByRight(start, e, 'phone'),

  'never both factors are replaced': ({ user }, e) => !(user.held.pin && e.made.pin && user.held.phone && e.made.phone),

  'what was reset is made anew only with a code by email': (start, e) =>
    holdsNothing(start) || !lacksSomething(start) || e.mailboxProved,

  'a first enrolment proves the mailbox where the policy says so, one after a reset always': (start, e) =>
    !holdsNothing(start) ||
    (e.emailTyped && (e.mailboxProved || (!start.user.wasEnrolled && !start.policy.emailCodeAtEnrolment))),

  'a changed email address is typed and answers': ({ user }, e) =>
    !user.changed.email || (e.emailTyped && e.mailboxProved),

  'a changed number is given and answers': ({ user }, e) =>
    !user.changed.phone || (e.mailboxProved && e.made.phone && (e.phoneConfirmed || e.judged?.phone === 'staged')),

  'both contacts changed rest on a passkey where the policy says so': ({ user, policy }, e) =>
    !(user.changed.email && user.changed.phone) || policy.bothContactsChanged === 'allowed' || e.heldPasskeyUsed,

  'without a passkey the email address was typed': (_, e) => e.heldPasskeyUsed || e.emailTyped,

  'a replacement that was begun is finished': (_, e) => e.replacing === null || e.made[e.replacing],

  'afterwards the user can authenticate': ({ user }, e) =>
    (user.held.pin || e.made.pin) && (user.held.passkey || e.made.passkey || user.held.phone || e.made.phone),
}

function holdsNothing({ user: { held } }: Start): boolean {
  return !held.passkey && !held.pin && !held.phone
}

function lacksSomething({ user: { held } }: Start): boolean {
  return !held.pin || (!held.passkey && !held.phone)
}

/** DESIGN 2.9, with what each value of the policy asks for. */
function replacedByRight({ user, policy }: Start, e: Evidence, factor: 'pin' | 'phone'): boolean {
  if (e.replacing !== factor || user.changed.email || user.changed.phone) return false
  const other = factor === 'pin' ? 'phone' : 'pin'
  const otherFactor = user.held[other] && e.judged?.[other] === 'held'
  switch (policy.replacement) {
    case 'with-email-code':
      return e.mailboxProved && (e.heldPasskeyUsed || otherFactor)
    case 'other-factor':
      return e.heldPasskeyUsed || otherFactor
    case 'passkey-only':
      return e.heldPasskeyUsed
    case 'refused':
      return false
  }
}

/** The names of the rules that this success breaks. */
export function faultsOfSuccess(start: Start, e: Evidence): string[] {
  return Object.entries(rulesOfSuccess).flatMap(([name, holds]) => (holds(start, e) ? [] : [name]))
}
