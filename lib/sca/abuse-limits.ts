/**
 * Limits against abuse, shared by all instances and counted in the store (ANT-01, ANT-02, SMS-11). They are wide enough
 * that an honest user meets none of them. A window begins with its first use.
 */

/** One limit: its name stands in the log and in counters. */
export interface AbuseLimit {
  readonly name: string
  readonly limit: number
  readonly windowMs: number
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export const abuseLimits = {
  /** Of one number, whoever asks: nobody's phone is made to ring all night. */
  smsOfNumber: [
    { name: 'sms-number-hour', limit: 10, windowMs: hour },
    { name: 'sms-number-day', limit: 30, windowMs: day },
  ],
  /** Of numbers that differ in their last four digits: who earns by texts to numbers of their own buys them in a row. */
  smsOfPrefix: [{ name: 'sms-prefix-hour', limit: 50, windowMs: hour }],
  /** Codes that were sent and not used: an honest user uses nearly every one, who earns by texts uses none (SMS-12). */
  smsUnusedOfPrefix: [{ name: 'sms-unused-prefix-hour', limit: 25, windowMs: hour }],
  smsUnusedOfCountry: [{ name: 'sms-unused-country-hour', limit: 1_000, windowMs: hour }],
  smsOfUser: [{ name: 'sms-user-day', limit: 30, windowMs: day }],
  /** Codes by email: they cost nothing, but nobody's mailbox is made a nuisance of. */
  emailsOfUser: [{ name: 'email-user-day', limit: 30, windowMs: day }],
  smsOfPlatform: [{ name: 'sms-platform-hour', limit: 5_000, windowMs: hour }],
  /** Of all platforms: the budget of the installation. */
  smsInTotal: [{ name: 'sms-total-hour', limit: 20_000, windowMs: hour }],
  /** A session is what a stranger needs to make a user fail: nobody mints them by the hundred. */
  sessionsOfUser: { name: 'sessions-of-user', limit: 60, windowMs: hour },
  /** Presses of buttons from one address; offices and mobile networks share one among many people. */
  postsOfAddress: { name: 'posts-address-minute', limit: 300, windowMs: minute },
} as const satisfies Record<string, AbuseLimit | readonly AbuseLimit[]>

/** Limits that only an attack or a fault reaches: each is worth waking somebody. */
export function alarms(name: string): boolean {
  const { smsOfPrefix, smsUnusedOfPrefix, smsUnusedOfCountry, smsOfPlatform, smsInTotal } = abuseLimits
  const alarming = [smsOfPrefix, smsUnusedOfPrefix, smsUnusedOfCountry, smsOfPlatform, smsInTotal].flat()
  return alarming.some((limit) => limit.name === name)
}

/** What the neighbours of a number share: country and first digits. In: E.164. */
export function numberPrefix(e164: string): string {
  return e164.slice(0, -4)
}
