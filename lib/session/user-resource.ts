import type { UserRecord } from '../../db/store.ts'
import { openVault } from '../keys/vault.ts'
import { maskEmail } from '../methods/email-code/mask-email.ts'
import { maskPhone } from '../methods/sms-code/mask-phone.ts'
import { accessMs } from '../sca/lifetimes.ts'
import { type PolicyName, policies } from '../sca/policy.ts'
import { contactChanged, somethingMissing } from '../sca/situation.ts'
import type { Method } from '../sca/words.ts'
import type { Deps } from './deps.ts'
import { isoTime } from './iso-time.ts'
import { userFacts } from './user-facts.ts'

export const userStatuses = ['pending-enrolment', 'active', 'pending-contact-change', 'blocked'] as const
export type UserStatus = (typeof userStatuses)[number]

/** A user as the platform may see one: what it gave itself is masked, what the user gave is masked too. */
export interface UserResource {
  readonly userId: string
  readonly type: 'natural' | 'legal'
  readonly category: 'owner' | 'payer'
  readonly status: UserStatus
  readonly emailMask: string
  /** Of the number the platform gave. */
  readonly phoneMask: string | null
  readonly locale: string | null
  readonly factors: readonly Factor[]
  /** End of a block that ends by itself, ISO 8601. */
  readonly blockedUntil: string | null
  readonly enrolledAt: string | null
  readonly lastScaAt: string | null
  /** Until when an access may rest on the last SCA (RTS 10: 180 days), ISO 8601. */
  readonly accessValidUntil: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

export interface Factor {
  readonly method: Method
  readonly createdAt: string
  /** Only of a phone: the last digits, and whether it is another number than the platform gave. */
  readonly mask?: string
  readonly differsFromProfile?: boolean
}

/** Shows a user to its platform. In: the record, the platform's policy. Out: the resource, without any secret. */
export function userResource(deps: Deps, record: UserRecord, policy: PolicyName): UserResource {
  const { user, series } = record
  const vault = openVault(deps.config.keys, user)
  const phone = user.phoneSealed === null ? null : vault.open('phone', user.phoneSealed)
  const until = series.permanent || series.blockedUntil === null ? null : series.blockedUntil
  return {
    userId: user.externalId,
    type: user.type,
    category: user.category,
    status: userStatus(deps, record, policy),
    emailMask: maskEmail(vault.open('email', user.emailSealed)),
    phoneMask: phone === null ? null : maskPhone(phone),
    locale: user.locale,
    factors: factors(record, phone, (sealed) => vault.open('factor-phone', sealed)),
    blockedUntil: until !== null && deps.clock.now() < until ? isoTime(until) : null,
    enrolledAt: isoTime(user.enrolledAt),
    lastScaAt: isoTime(user.lastScaAt),
    accessValidUntil: user.lastScaAt === null ? null : isoTime(user.lastScaAt + accessMs),
    createdAt: isoTime(user.createdAt),
    updatedAt: isoTime(user.updatedAt),
  }
}

function userStatus(deps: Deps, record: UserRecord, policy: PolicyName): UserStatus {
  const facts = userFacts(record, policies[policy], deps.clock.now())
  if (facts.blocked) return 'blocked'
  // Payers never need SCA, so there is nothing they would have to do first.
  if (record.user.category === 'payer' && !record.user.enrolledAt) return 'active'
  if (somethingMissing(facts)) return 'pending-enrolment'
  return contactChanged(facts) ? 'pending-contact-change' : 'active'
}

function factors({ credentials }: UserRecord, profilePhone: string | null, open: (sealed: string) => string): Factor[] {
  const { passkeys, pin, phone } = credentials
  const number = phone === null ? null : open(phone.numberSealed)
  return [
    ...passkeys.map(({ createdAt }) => ({ method: 'passkey' as const, createdAt: isoTime(createdAt) })),
    ...(pin ? [{ method: 'pin' as const, createdAt: isoTime(pin.createdAt) }] : []),
    ...(phone && number
      ? [
          {
            method: 'phone' as const,
            createdAt: isoTime(phone.createdAt),
            mask: maskPhone(number),
            differsFromProfile: number !== profilePhone,
          },
        ]
      : []),
  ]
}
