/** A text message as the user gets it. */
export interface Sms {
  /** Ours, the same at every attempt and gateway; reports of delivery bring it back. No secret, no address. */
  readonly reference: string
  /** E.164. */
  readonly to: string
  readonly text: string
  /** The platform on whose behalf it is sent; the sandbox inbox files it there. */
  readonly platformId: string
  /** Our own id of the user it goes to: in the sandbox inbox it goes with them. */
  readonly userId?: string | undefined
}

/**
 * Why a gateway did not take a message: it does not serve this number; it does not take such a message, or not to this
 * country; it cannot at the moment; it did not answer, so that the message may or may not have left; it knows us not.
 */
export type SmsFailure = 'number-refused' | 'rejected' | 'try-later' | 'unanswered' | 'misconfigured'

export type SmsAnswer = { readonly taken: true } | { readonly failed: SmsFailure }

/** What became of a message that a gateway had taken. */
export interface DeliveryReport {
  readonly reference: string
  readonly delivered: boolean
}

/** A call by which a gateway reports, as it came in. */
export interface ReportCall {
  /** Path and query as they were asked for. */
  readonly address: string
  readonly form: readonly (readonly [name: string, value: string])[]
  readonly signature: string
}

/** Whether a gateway would serve us; `fault` is in words and holds no secret. */
export interface GatewayCheck {
  readonly gateway: string
  readonly fault: string | null
}

export interface SmsSender {
  /**
   * Hands a message over. Out: whether a gateway took it. What it throws is a fault of ours; neither an answer nor an
   * error holds the number or the text.
   */
  send(sms: Sms): Promise<SmsAnswer>
  /** Gets ready, so that the first message does not wait. In: who is told of reports that come in by themselves. */
  start?(onReport: (report: DeliveryReport) => void): void
  /** Takes leave of the gateways. */
  stop?(): Promise<void>
  check?(): Promise<readonly GatewayCheck[]>
  /** Reads a gateway's call. Out: its report; `null` where it says nothing final; `forged` where it is not from them. */
  readCall?(gateway: string, call: ReportCall): Promise<DeliveryReport | null | 'forged'>
}

/** Where a gateway's reports come in, below the public origin. */
export function reportPath(gateway: string): string {
  return `/sms-reports/${gateway}`
}
