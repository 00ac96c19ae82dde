import type { Locale } from '../i18n/locales.ts'

/** A user as the platform gives it; what is null was left out. Contacts are as written by the platform. */
export interface UserInput {
  readonly type: 'natural' | 'legal'
  readonly category: 'owner' | 'payer'
  readonly email: string | null
  readonly phoneNumber: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  /** Trading name of a legal user. */
  readonly name: string | null
  readonly legalRepresentative: {
    readonly email: string
    readonly phoneNumber: string | null
    readonly firstName: string | null
    readonly lastName: string | null
  } | null
  readonly locale: Locale | null
}

/** The email and phone number that count for SCA. */
export interface Contacts {
  readonly email: string
  /** E.164. */
  readonly phone: string | null
}
