/** Who asks for a passkey. All three come from the configuration, never from a header. */
export interface RelyingParty {
  /** RP ID: the host name, without port. */
  readonly id: string
  readonly name: string
  /** The one origin whose pages may ask, for example `https://sca.example`. */
  readonly origin: string
}
