import type { DeliveryReport, ReportCall, Sms, SmsAnswer } from '../ports/sms-sender.ts'

/** One provider of text messages, as the policy of sending sees it. */
export interface SmsGateway {
  readonly name: 'twilio' | 'smpp'
  /**
   * One attempt. Out: an answer, also for what went wrong; it ends soon after `signal` does, and a message that was not
   * under way by then does not leave any more.
   */
  send(sms: Sms, signal: AbortSignal): Promise<SmsAnswer>
  start(onReport: (report: DeliveryReport) => void): void
  stop(): Promise<void>
  /** Would it serve us? Out: null, or what is wrong, in words without a secret. */
  check(signal: AbortSignal): Promise<string | null>
  readCall?(call: ReportCall): Promise<DeliveryReport | null | 'forged'>
}
