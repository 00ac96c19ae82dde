/** A text message as the user gets it. */
export interface Sms {
  /** E.164. */
  readonly to: string
  readonly text: string
  /** The platform on whose behalf it is sent; the sandbox inbox files it there. */
  readonly platformId: string
  /** Our own id of the user it goes to: in the sandbox inbox it goes with them. */
  readonly userId?: string | undefined
}

export interface SmsSender {
  /** Hands a message over. Throws when it could not be handed over; never logs its text. */
  send(sms: Sms): Promise<void>
}
