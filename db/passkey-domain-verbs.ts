/** The part of the port about the domain (RP ID) that the passkeys of this database belong to: WA-18. */
export interface PasskeyDomainVerbs {
  /** Null: no server has started on this database yet. */
  findPasskeyDomain(): Promise<string | null>
  /** Pins the domain where none is pinned yet, epoch milliseconds. Out: the one that is pinned. */
  pinPasskeyDomain(domain: string, at: number): Promise<string>
  /** Pins `to` in the place of `from`; a race has one winner. Passkeys stay as they are. */
  movePasskeyDomain(from: string, to: string, at: number): Promise<'moved' | 'conflict'>
  /** Users who hold a passkey, by their id, those after `after` (empty: from the first). */
  listPasskeyHolders(after: string, limit: number): Promise<PasskeyHolder[]>
}

export interface PasskeyHolder {
  readonly userId: string
  readonly platformId: string
  readonly externalId: string
}
