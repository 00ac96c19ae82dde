/** A mail as the user gets it. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The platform on whose behalf it is sent; the sandbox inbox files it there. */
  readonly platformId: string
}

export interface Mailer {
  /** Hands a mail over. Throws when it could not be handed over; never logs its text. */
  send(mail: Mail): Promise<void>
}
