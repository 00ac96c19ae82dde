import type { UserFacts } from '../facts.ts'
import { type Policy, policies } from '../policy.ts'
import { type Purpose, purposes } from '../words.ts'

/** One way in which a session can begin. */
export interface Start {
  readonly user: UserFacts
  readonly purpose: Purpose
  readonly policy: Policy
  /** The policy in words: a preset, or a preset with what differs. */
  readonly under: string
}

const bothWays = [false, true]

/** Every user: what is held, whether once enrolled, what the platform changed, whether offers rest. */
function everyUser(): UserFacts[] {
  const users: UserFacts[] = []
  for (const passkey of bothWays)
    for (const pin of bothWays)
      for (const phone of bothWays)
        for (const wasEnrolled of bothWays)
          for (const email of passkey || pin || phone ? bothWays : [false])
            for (const changedPhone of phone ? bothWays : [false])
              for (const offersPaused of bothWays)
                users.push({
                  held: { passkey, pin, phone },
                  wasEnrolled,
                  changed: { email, phone: changedPhone },
                  blocked: false,
                  superseded: false,
                  offersPaused,
                })
  return users
}

/** Both presets, and each with one setting changed. One mistyped email ends these sessions: counting has its own test. */
export function everyPolicy(): { policy: Policy; under: string }[] {
  const found: { policy: Policy; under: string }[] = []
  for (const preset of Object.values(policies)) {
    const base: Policy = { ...preset, emailMistypesPerSession: 1 }
    found.push({ policy: base, under: preset.name })
    const vary = (change: Partial<Policy>): void => {
      const [setting, value] = Object.entries(change)[0] ?? []
      if (preset[setting as keyof Policy] === value) return
      found.push({ policy: { ...base, ...change }, under: `${preset.name} with ${setting} ${value}` })
    }
    for (const replacement of ['with-email-code', 'other-factor', 'passkey-only', 'refused'] as const)
      vary({ replacement })
    for (const bothContactsChanged of ['reset-required', 'allowed'] as const) vary({ bothContactsChanged })
    for (const passkeyUse of ['skippable', 'required'] as const) vary({ passkeyUse })
    for (const passkeyCreation of ['skippable', 'required'] as const) vary({ passkeyCreation })
    for (const emailCodeAtEnrolment of bothWays) vary({ emailCodeAtEnrolment })
    for (const offersAfterProof of bothWays) vary({ offersAfterProof })
  }
  return found
}

/** Every user with every purpose under every policy; those that may not be minted included. */
export function everyStart(
  of: { policies?: ReturnType<typeof everyPolicy>; purposes?: readonly Purpose[] } = {},
): Start[] {
  const users = everyUser()
  return (of.policies ?? everyPolicy()).flatMap(({ policy, under }) =>
    (of.purposes ?? purposes).flatMap((purpose) => users.map((user) => ({ user, purpose, policy, under }))),
  )
}

/** A start in words, for messages of tests and for the golden file. */
export function inWords({ user, purpose, under }: Start): string {
  const holds = Object.entries(user.held).flatMap(([method, held]) => (held ? [method] : []))
  const changed = Object.entries(user.changed).flatMap(([contact, yes]) => (yes ? [contact] : []))
  return [
    under,
    purpose,
    `holds ${holds.join(' ') || 'nothing'}`,
    ...(changed.length > 0 ? [`changed ${changed.join(' ')}`] : []),
    ...(user.wasEnrolled ? ['was enrolled'] : []),
    ...(user.offersPaused ? ['offers rest'] : []),
  ].join(', ')
}
