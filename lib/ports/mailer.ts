/** A mail as the user gets it. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The platform on whose behalf it is sent; the sandbox inbox files it there. */
  readonly platformId: string
  /** Our own id of the user it goes to: in the sandbox inbox it goes with them. */
  readonly userId?: string | undefined
}

export interface Mailer {
  /** Hands a mail over. Throws when it could not be handed over; never logs its text. */
  send(mail: Mail): Promise<void>
  /** Asks the server whether it would serve us; sends nothing. Out: null, or why not, in words without a secret. */
  check?(): Promise<string | null>
}
