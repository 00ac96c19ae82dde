import type { ChallengeKind } from '../../db/store.ts'
import { creationOptions } from '../methods/passkey/creation-options.ts'
import { useOptions } from '../methods/passkey/use-options.ts'
import { showsUndelivered } from '../sca/delivery.ts'
import { sendableAt } from '../sca/limits.ts'
import { progress } from '../sca/progress.ts'
import { proven } from '../sca/satisfied.ts'
import { enrolsFromNothing } from '../sca/situation.ts'
import type { StepView } from '../sca/view.ts'
import type { StepId } from '../sca/words.ts'
import type { Deps } from './deps.ts'
import { frameView } from './frame-view.ts'
import { emailMaskOf, phoneMaskOf } from './masks.ts'
import type { Opened } from './opened.ts'
import { phoneView } from './phone-view.ts'
import { relyingParty } from './relying-party.ts'
import { sessionLocale } from './session-locale.ts'
import { usablePasskeys } from './steps/use-passkey.ts'

/** What the browser says of itself in this request. */
export interface Visitor {
  readonly acceptLanguage: string | null
  /** The app in whose own window the page is open. */
  readonly inApp: string | null
  /** The language of the page, where the session has none of its own yet. */
  readonly locale?: string
}

const unknownVisitor: Visitor = { acceptLanguage: null, inApp: null }

/**
 * What the screen of the present step may show. In: the open session, whose decision is a step, and what the browser
 * says of itself. Out: the view. It holds masked contacts only, but for the number that `give-phone` starts with.
 */
export function stepView(deps: Deps, opened: Opened, step: StepId, visitor: Visitor = unknownVisitor): StepView {
  const { facts, policy, record, now, decision } = opened
  const sends = step === 'enter-email-code' ? facts.sends.email : facts.sends.sms
  const resendAt = sendableAt(sends, policy.codes)
  return {
    ...frameView(deps, visitor.locale ?? sessionLocale(record), record.platform, opened.subject),
    platformName: record.platform.name,
    subject: opened.subject,
    step,
    sessionId: record.session.id,
    actions: 'at' in decision ? decision.actions : [],
    now,
    expiresAt: facts.expiresAt,
    progress: progress(facts, policy),
    // Made when a screen shows them, which few do.
    get emailMask() {
      return emailMaskOf(opened)
    },
    get phoneMask() {
      return phoneMaskOf(opened)
    },
    code: codeView(opened, step),
    resendAt: resendAt !== null && resendAt > now ? resendAt : null,
    sendsLeft: Math.max(0, policy.codes.sendsPerSession - sends.count),
    undelivered: showsUndelivered(
      facts,
      record.events.map(({ event }) => event),
    ),
    phone: step === 'give-phone' ? phoneView(opened, visitor.acceptLanguage) : null,
    passkeyOptions: passkeyOptions(deps, opened, step),
    passkeySupported: facts.passkeySupported,
    inApp: visitor.inApp,
    origins: {
      passkey: facts.held.passkey ? 'held' : 'staged',
      pin: facts.staged.pin ? 'staged' : 'held',
      phone: facts.staged.phone ? 'staged' : 'held',
    },
    firstEnrolment: enrolsFromNothing(facts),
    replacing: facts.replacing,
    offered: facts.replacing === null && !facts.changed.phone && proven(facts, policy),
  }
}

function challengeOf(opened: Opened, kind: ChallengeKind) {
  return opened.record.challenges.find((row) => row.kind === kind && opened.now < row.expiresAt)
}

function codeView(opened: Opened, step: StepId): StepView['code'] {
  const challenge = challengeOf(opened, step === 'enter-email-code' ? 'email-code' : 'sms-code')
  return challenge ? { id: challenge.id, sentAt: challenge.createdAt, expiresAt: challenge.expiresAt } : null
}

/** Built from the challenge that a press put out, so that reading a page writes nothing. */
function passkeyOptions(deps: Deps, opened: Opened, step: StepId): StepView['passkeyOptions'] {
  const kind = step === 'create-passkey' ? 'passkey-creation' : step === 'use-passkey' ? 'passkey-use' : null
  const challenge = kind && challengeOf(opened, kind)?.secret
  if (!challenge) return null
  const party = relyingParty(deps)
  const timeoutMs = Math.max(0, opened.facts.expiresAt - opened.now)
  if (kind === 'passkey-use')
    return { ...useOptions({ party, challenge, passkeys: usablePasskeys(opened), timeoutMs }) }
  const { user, credentials } = opened.record
  const userHint = emailMaskOf(opened)
  const options = { party, challenge, handle: user.handle, userHint, existing: credentials.passkeys, timeoutMs }
  return { ...creationOptions(options) }
}
