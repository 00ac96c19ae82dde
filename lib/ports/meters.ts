import type { SessionEvent, Verdict } from '../sca/events.ts'
import type { Refusal } from '../sca/refusal.ts'
import type { EndReason, Outcome, Purpose, StepId } from '../sca/words.ts'
import type { SmsFailure } from './sms-sender.ts'

/**
 * What is counted, for whoever runs the server. Each word that is handed in comes from a closed set, whether the compiler
 * knows it or not: no id, no address, no text of a request. Durations are seconds. No method throws.
 */
export interface Meters {
  minted(purpose: Purpose): void
  /** A browser pressed Continue. */
  claimed(purpose: Purpose): void
  ended(purpose: Purpose, outcome: Outcome, reason: EndReason): void
  /** A page was drawn. */
  shown(step: StepId): void
  /** A button was pressed. */
  pressed(step: StepId, result: 'passed' | Refusal): void
  happened(event: SessionEvent['type']): void
  /** A try was judged; which of two elements was wrong is not told here either. */
  judged(of: Verdict, right: boolean): void
  /** Which check a passkey did not pass; `sign-count` may be a copy. */
  passkeyRefused(cause: string): void
  /** A code or challenge went out, or was used. */
  challenged(kind: string, what: 'issued' | 'used'): void
  blocked(change: 'begun' | 'lifted'): void
  redeemed(result: 'redeemed' | 'burned'): void
  sent(channel: 'sms' | 'email', ok: boolean, seconds: number): void
  /** A gateway was given a text message, or left alone because it failed too often. */
  askedGateway(gateway: 'twilio' | 'smpp', outcome: 'taken' | 'resting' | SmsFailure): void
  noticed(result: 'sent' | 'delayed'): void
  delivered(result: string): void
  limited(limit: string): void
  /** What is over was removed; `more`: probably not all of it. */
  purged(kind: string, rows: number, more: boolean): void
  /** A write was asked of the store. Out: is told when it is over. */
  writing(verb: string): (ok: boolean) => void
  answeredApi(route: string, method: string, status: number, seconds: number): void
  answeredPage(page: string, method: string, status: number, seconds: number): void
  problem(code: string): void
  ran(task: string, ok: boolean, seconds: number): void
  /** May this server be sent requests? By its last look. */
  ready(yes: boolean): void
  /** How many time servers answered, and by how much our clock is ahead of them; null: nobody knows. */
  heldAgainstOfficialTime(answered: number, aheadSeconds: number | null): void
  logged(level: string): void
  /** All of it, in the text format of Prometheus. */
  exposition(): Promise<{ readonly type: string; readonly text: string }>
}
