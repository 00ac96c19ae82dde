import type { EndReason } from '../sca/words.ts'

/** Why a session ended, as far as the platform is told. */
export const toldReasons = [
  'cancelled',
  'not-me',
  'too-many-tries',
  'blocked',
  'superseded',
  'by-platform',
  'newer-session',
  'service-restored',
  'insufficient',
] as const
export type ToldReason = (typeof toldReasons)[number]

/** Never which element was wrong; null where the status says it all. */
const told = {
  proven: null,
  'cancelled-by-user': 'cancelled',
  'not-me': 'not-me',
  'too-many-tries': 'too-many-tries',
  'email-mistyped': 'too-many-tries',
  blocked: 'blocked',
  superseded: 'superseded',
  insufficient: 'insufficient',
  'time-over': null,
  'cancelled-by-platform': 'by-platform',
  'newer-session': 'newer-session',
  'service-restored': 'service-restored',
  sandbox: null,
} as const satisfies Record<EndReason, ToldReason | null>

export function toldReason(reason: EndReason | null): ToldReason | null {
  return reason === null ? null : told[reason]
}
