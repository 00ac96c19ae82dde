/** Why a passkey was refused, for the log alone: stable words that name the check which failed. */
export type PasskeyCause =
  /** Not the JSON of a WebAuthn answer. */
  | 'malformed'
  | 'type'
  | 'challenge'
  | 'origin'
  | 'cross-origin'
  | 'top-origin'
  | 'rp-id'
  | 'user-presence'
  | 'user-verification'
  /** Backed up without being eligible for it. */
  | 'backup-state'
  /** No credential in the answer, or not the one that the answer names. */
  | 'credential'
  | 'credential-id-length'
  | 'algorithm'
  | 'public-key'
  | 'synced'
  /** Not one of the passkeys that may answer. */
  | 'owner'
  | 'user-handle'
  | 'backup-eligibility'
  | 'signature'
  | 'sign-count'
  /** The library refused what our own checks let pass. */
  | 'library'
